"""Counts an archive again without a store, for `listbot tally` and `listbot explain`. Pure."""
