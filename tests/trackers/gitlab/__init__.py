"""Tests of listbot.trackers.gitlab, against a fake held to GitLab's documentation."""
