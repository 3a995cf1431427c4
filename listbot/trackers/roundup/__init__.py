"""Roundup as a tracker, by its REST interface.

`adapter` is the Tracker, `site` makes the requests, `news` compares what is there with what was
seen before, `words` has Roundup's names for ours.
"""
