"""What a team kept elsewhere, as acts of the record, and the record as plain files. Pure.

`tables` cuts a file into rows, `toml_tables` does so for TOML, and `acts` makes acts of them or
says what is wrong with which cell. `plain` writes the record as files that need no listbot.
"""
