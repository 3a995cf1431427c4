"""The one database: journal, what is derived from it, and the outbox. SQLAlchemy Core on a writer
thread.
"""
