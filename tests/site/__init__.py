"""Tests of whole sites: each is built from a record and then judged as a reader would meet it."""
