"""listbot's pages."""
