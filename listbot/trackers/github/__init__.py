"""GitHub as a tracker: `site` makes the requests and reads the answers."""
