"""Reads minutes as people write them: who was there, what was agreed, who took on what. Pure.

`reading` puts it together: `rows` cut a text into lines without markup, `chats` and `tables` read
those two forms, `people` read names, `tasks` and `decisions` the rest; `labels` are the words for
it in three languages, and `secrets` finds what must not be published. Everything is looked at once
and shown to whoever sent it, so a miss costs them a line; nothing here decides anything.
"""
