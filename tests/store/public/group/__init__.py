"""Tests of listbot.store.public.group."""
