"""Posts that a list gives back: the one that tests it, and what a copy shows."""
