"""The group's own record: who is in it, who is new, when it met. Pure.

It keeps the calendar and the list; people decide. `decide` says what a mail or a look at the clock
changes, `folding` makes the group of its acts, `commands/` are the words people may write, and
`letters/` say which letter goes to whom.
"""
