"""The rows of votes: find a mail's proposal and its copies, and load its case."""
