"""The commands of the public pages."""
