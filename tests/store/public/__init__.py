"""Tests of what the public pages read."""
