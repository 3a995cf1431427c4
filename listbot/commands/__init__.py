"""The words a person may write: `#listbot verb: argument` at the start of a line. One file a word."""
