"""Redmine as a tracker, by its REST interface.

`adapter` is the Tracker, `site` makes the requests, `people` finds members by address, `news` reads
what happened, `words` has Redmine's names for ours and writes texts so that nothing in them acts.
"""
