"""Tests of listbot.pages.views.group."""
