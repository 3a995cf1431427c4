"""GitLab as a tracker: `site` makes the requests, `reading` knows the answers."""
