"""The help desk's rows: finding a mail's ticket, building its case, carrying a decision out."""
