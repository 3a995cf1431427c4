"""Who may vote: the [[members]], here or in a file, and the [[rosters]] that lists name."""
