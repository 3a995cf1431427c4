"""The `#listbot` words about the week: the work log, the recap's sentence, the digest.
One file a word.
"""
