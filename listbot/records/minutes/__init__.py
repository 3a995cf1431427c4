"""Reads minutes as people write them: who was there, what was agreed, who took on what. Pure.

`reading` puts it together. `shapes` cuts a text into parts, whatever its marks are, and `words`
names them in a dozen languages; then `who` reads the people, `agreements` what was agreed, and
`doing` the tasks. `hearing` reads a chat, and `secrets` finds what must not be published.
Everything is looked at once and shown to whoever sent it, so a miss costs them a line; nothing here
decides anything.
"""
