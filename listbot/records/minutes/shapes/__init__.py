"""The shapes of minutes: what is a heading, a label, a list, a table, a chat. Pure; linear.

`markup` takes the marks of pads and wikis away, `rows` cut the text into items, with `columns` for
tables that have no frame, and `blocks` puts each item below its heading or label.
"""
