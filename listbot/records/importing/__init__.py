"""What a team kept elsewhere, as acts of the record, and the record as plain files. Pure.

`tables` cuts a file into rows, and `toml_tables` does so for TOML. `acts` and `affairs` make acts
of them, or say what is wrong with which cell (`made`). `plain` writes the record as files that need
no listbot.
"""
