"""The rows of votes: finding a mail's proposal, its copies and its case."""
