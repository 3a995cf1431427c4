"""Forgejo and Gitea as trackers: `site` makes the requests and reads the answers."""
