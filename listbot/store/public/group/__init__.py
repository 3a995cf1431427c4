"""Reads the pages of the group's own record, one module for each part. Never writes."""
