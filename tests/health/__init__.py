"""How an installation is doing."""
