"""The public pages: what anybody may read of the votes, the help desk and the group's record.

`views/` turns values into views, which hold nothing private; the other modules write a view as
HTML, JSON, Markdown, a feed or a calendar. Pure. `store/public/` reads the values, `web/` serves
the pages or writes them as files.
"""
