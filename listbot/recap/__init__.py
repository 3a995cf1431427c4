"""The weekly letters: the recap of a list's week, and the digest of what waits for a person. Pure.

`week` knows ISO weeks and local hours, `decide` says which letters a round makes. The rows come
from `store/`, the words from the letters' templates.
"""
