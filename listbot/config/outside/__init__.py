"""The sections about what stands beside our own store."""
