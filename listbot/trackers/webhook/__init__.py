"""The webhooks of the team's tracker: who signed them (`signature`), and the site that takes them
(`hints`). A webhook only says "look now".
"""
