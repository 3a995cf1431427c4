"""`listbot ticket`: tickets listed, shown and changed."""
