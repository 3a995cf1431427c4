"""The configuration with which the commands about the record are tried."""

CONFIG = """\
[bot]
address = "listbot@example.org"
admin = "admin@example.org"

[store]
url = "sqlite:///listbot.db"

[lmtp]

[outbound]
kind = "maildir"
maildir = "out"

[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
trusted_hops = ["lists.example.org"]

[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
"""
