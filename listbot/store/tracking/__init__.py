"""The team's tracker in the database: calls on their way (`calls`), what decisions add to them
(`planning`), the keys that it gave and what was heard from it (`knowing`).
"""
