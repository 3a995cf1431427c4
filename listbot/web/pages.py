"""Renders pages as HTML: escaped, and readable without style sheets, scripts or cookies
from 320 pixels up.

Pure, except for reading its template once. The words are in the template.
"""

from enum import StrEnum
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


class Notice(StrEnum):
    """What the page about the digest says."""

    ASK = "ask"
    """The question whether to end it."""
    DONE = "done"
    UNKNOWN = "unknown"
    """The link is unknown."""
    LATER = "later"
    """It could not be done just now."""


def unsubscribing(said: Notice, bot: str) -> str:
    """Return the page that ends a digest; `bot` is the address for commands by mail."""
    return _template().render(said=said, bot=bot)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("listbot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("unsubscribe.html.j2")
