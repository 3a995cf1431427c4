"""Tests of listbot.trackers.jira, against a fake held to Jira's published description."""
