"""Tests of listbot.tickets.outside."""
