"""The key of a ticket as people type it: "T-118", "t-118", or 118 where all tickets share one row
of numbers.
"""

import click

from listbot.config import Config
from listbot.errors import PermanentError
from listbot.model.desk.ticket import KEY
from listbot.model.list_rules import ListRole


def key_of(config: Config, text: str) -> str:
    """The key that is meant. Raises click.BadParameter for a text that is none."""
    prefixes = {each.desk.prefix for each in config.lists if each.role is ListRole.SUPPORT}
    if len(prefixes) == 1 and text.isascii() and text.isdecimal():
        return f"{min(prefixes)}-{int(text)}"
    if KEY.fullmatch(text):
        return text.upper()
    raise click.BadParameter(f'"{text}" is no ticket, like {min(prefixes, default="T")}-118')


def unknown(key: str) -> PermanentError:
    """What is said of a ticket that is not there."""
    return PermanentError(f"there is no ticket {key}; `listbot ticket list --all` shows all")
