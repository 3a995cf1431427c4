"""Some weeks of a list, played through the real line with time moved."""
