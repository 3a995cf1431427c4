"""The files of a mail, for tickets."""
