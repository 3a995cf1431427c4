"""Runs `#listbot` lines to the help desk: who may write which, and which ticket a line is about."""
