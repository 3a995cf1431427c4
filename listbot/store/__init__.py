"""The database: the journal, everything derived from it, and the outbox. SQLAlchemy Core on
a writer thread.
"""
