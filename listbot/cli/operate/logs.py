"""Sets up the daemon's log: one line per mail, letter or fault; journald adds the time.

Lines from libraries, and tracebacks, may repeat what a server said, so the configured passwords are
removed from them. listbot's own lines need no such check: passwords are removed where the server's
words come in (`redaction.py`).
"""

import logging

from listbot.config import Config
from listbot.redaction import Redaction, redaction

LIBRARIES = ("aioimaplib", "alembic", "apscheduler", "asyncio", "mail.log")  # last: aiosmtpd
LONGEST = 20_000  # characters of a traceback


class Redacting(logging.Formatter):
    """A formatter that removes passwords."""

    def __init__(self, hide: Redaction) -> None:
        super().__init__("%(levelname)s %(message)s")
        self._hide = hide

    def format(self, record: logging.LogRecord) -> str:
        """Format as usual, then remove passwords."""
        text = super().format(record)
        is_ours = record.name.split(".")[0] == "listbot" and not record.exc_info
        return text if is_ours else self._hide(text, LONGEST)


def set_up(config: Config, *, verbose: bool) -> None:
    """Log to stderr; libraries only warnings, unless verbose."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(redaction(*config.logins)))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[handler])
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.INFO if verbose else logging.WARNING)
