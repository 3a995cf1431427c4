"""Parses a ticket's key: "T-118", "t-118", or 118 if all tickets have the same prefix."""

import click

from listbot.config import Config
from listbot.errors import PermanentError
from listbot.model.desk.ticket import KEY
from listbot.model.list_rules import ListRole


def key_of(config: Config, text: str) -> str:
    """Return the key that the text means. Raises click.BadParameter if it is not one."""
    prefixes = {each.desk.prefix for each in config.lists if each.role is ListRole.SUPPORT}
    if len(prefixes) == 1 and text.isascii() and text.isdecimal():
        return f"{min(prefixes)}-{int(text)}"
    if KEY.fullmatch(text):
        return text.upper()
    example = f"{min(prefixes, default='T')}-118"
    raise click.BadParameter(f'not a ticket: "{text}" (expected something like {example})')


def unknown(key: str) -> PermanentError:
    """Return the error for a ticket that does not exist."""
    return PermanentError(f"there is no ticket {key}; `listbot ticket list --all` shows them all")
