"""Votes: what one mail or one moment changes about a proposal. Pure."""
