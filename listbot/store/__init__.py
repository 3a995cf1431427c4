"""The one database: journal, what is derived from it, and the outbox. Synchronous SQLAlchemy Core on a writer thread."""
