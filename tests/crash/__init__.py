"""The real process, killed at every commit and every send of a vote's life, and started again."""
