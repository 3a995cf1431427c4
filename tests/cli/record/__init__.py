"""Tests of the commands about the group's record."""
