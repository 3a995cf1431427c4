"""Tests of listbot.pages.views.single."""
