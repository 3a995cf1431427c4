"""Checks a tap for `check-config --connect`: whether copies come, and whether they prove anything.

It looks into the database: whatever a mail host hands over ends there. Only what may prove
something is kept, so a tap at which nothing good comes looks like one at which nothing comes.
"""

from listbot.cli.output.counts import many
from listbot.config import Config
from listbot.config.types import TapConfig
from listbot.errors import PermanentError
from listbot.store.journal.tap_numbers import TapNumbers, tap_numbers
from listbot.store.to_read import store_to_read


class ProvesNothing(PermanentError):
    """No good copy has come by the tap: a warning."""


def try_tap(config: Config, tap: TapConfig) -> str:
    """Return how many mails are proven by copies. Raises ProvesNothing if no copy has come."""
    lists = " and ".join(tap.lists)
    if config.store.is_file and not config.store.file.exists():
        return f"nothing has come yet; mail {lists}, then run this again"
    found = numbers_of(config, tap)
    if not found.waiting:
        raise ProvesNothing(
            "no copy with a good signature has come in ten days: either the mail host hands none "
            f"over, or something changes mails before it. Mail {lists} from an address that is "
            "signed, see what the log says of it, and run this again"
        )
    copies = "1 copy" if found.waiting == 1 else f"{found.waiting} copies"
    what = f"{copies} with a good signature"
    if not found.of:
        return f"{what}; the list has passed on no mail yet"
    return f"{what}; {found.proven} of the last {many(found.of, 'mail')} of {lists} proven by one"


def numbers_of(config: Config, tap: TapConfig) -> TapNumbers:
    """Return how a tap does, from the database."""
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            return tap_numbers(connection, tap.address, tap.lists)
    finally:
        store.close()
