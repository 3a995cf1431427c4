"""Answers by kind, each with what it may be read as."""
