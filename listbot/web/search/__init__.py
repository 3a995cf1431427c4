"""The search over the record: an index, what keeps it up to date, and the page."""
