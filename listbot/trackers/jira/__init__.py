"""Jira Cloud as a tracker: REST v3, and the service desk's customers.

`adapter` is the Tracker, `site` makes the requests, `news` reads what people did, `adf` and
`reading` know the format.
"""
