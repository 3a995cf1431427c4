"""Tests of listbot.trackers.github, against a fake held to GitHub's published description."""
