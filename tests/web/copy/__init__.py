"""Tests of the static copy."""
