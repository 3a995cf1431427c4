"""Tests of the help desk's commands."""
