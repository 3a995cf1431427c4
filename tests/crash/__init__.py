"""The real process, killed at every commit and every send in a vote's life, and restarted."""
