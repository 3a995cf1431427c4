"""Trackers that tests start on loopback; each answers only what the real one does."""
