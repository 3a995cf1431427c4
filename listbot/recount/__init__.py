"""Counting an archive again without a store: what `listbot tally` and `listbot explain`
do. Pure.
"""
