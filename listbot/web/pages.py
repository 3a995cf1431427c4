"""What a page says, as HTML: escaped, readable without style sheets, scripts or cookies, from 320
pixels on.

Pure but for reading its template once. Words stand in the template.
"""

from enum import StrEnum
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


class Notice(StrEnum):
    """What the page about the digest says."""

    ASK = "ask"
    """Whether it is to end."""
    DONE = "done"
    UNKNOWN = "unknown"
    """The link is none of ours."""
    LATER = "later"
    """It could not be done just now."""


def unsubscribing(said: Notice, bot: str) -> str:
    """The page that ends a digest; `bot` takes commands by mail."""
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
