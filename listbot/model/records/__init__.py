"""The group's own record: its members, its newcomers and its meetings. Only values.

The record is a row of acts, each decided from a mail, a moment or an operator; `folding`
makes the group of them.
"""
