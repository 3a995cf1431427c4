"""A few weeks of a made-up list, played through the real pipeline with a moved clock."""
