"""Evidence that is sealed and checked again."""
