"""What the daemon logs, and how: a line is one mail, one letter or one fault; journald puts the
time itself.

What libraries log, and every traceback, may hold what a server said, so the configured passwords
are taken out of them; listbot's own lines were rid of them where the words came in
(`redaction.py`).
"""

import logging

from listbot.config import Config
from listbot.redaction import Redaction, redaction

LIBRARIES = (
    "aioimaplib",
    "alembic",
    "apscheduler",
    "asyncio",
    "mail.log",
)  # the last is aiosmtpd's
LONGEST = 20_000  # characters of a traceback


class Redacting(logging.Formatter):
    """A formatter that repeats no password."""

    def __init__(self, hide: Redaction) -> None:
        super().__init__("%(levelname)s %(message)s")
        self._hide = hide

    def format(self, record: logging.LogRecord) -> str:
        """As any formatter, and then without what must not be repeated."""
        text = super().format(record)
        is_ours = record.name.split(".")[0] == "listbot" and not record.exc_info
        return text if is_ours else self._hide(text, LONGEST)


def set_up(config: Config, *, verbose: bool) -> None:
    """Log to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(redaction(*config.logins)))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[handler])
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.INFO if verbose else logging.WARNING)
