"""The rules votes are decided by. Pure."""
