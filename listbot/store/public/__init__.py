"""Reads what the public pages show, one module for each part of the site. Never writes."""
