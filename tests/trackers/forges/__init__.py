"""What all forges have in common, and each one's traps."""
