"""What all forges have in common: issues of one repository, written in Markdown.

`tracker` is the Tracker, `site` says what it needs of a forge, `markdown` quotes what we send, and
`news` reads what people did. Each forge has a folder of its own with its site.
"""
