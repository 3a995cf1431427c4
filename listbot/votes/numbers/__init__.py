"""The numbers in a statement: which one is the writer's vote, and which ones are only numbers."""
