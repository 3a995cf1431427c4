"""listbot: decisions and a help desk by mail."""

__version__ = "0.1.0"
