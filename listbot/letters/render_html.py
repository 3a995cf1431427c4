"""The HTML part of a letter from its template, with the same facts and words as the text.

Everything a template prints is escaped; only the filters here make markup, and a stranger's text is
put in an element that isolates its writing direction. `markup` checks the result once more. Raises
only ComposeError.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime

from jinja2 import DictLoader, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from listbot.errors import ComposeError
from listbot.letters import markup, units
from listbot.letters.display import one_line
from listbot.letters.render_text import Page
from listbot.model.order import Facts

HTML_SUFFIX = ".html.j2"
"""The suffix of a template for the HTML part."""


class Hypertext:
    """A set of HTML templates by file name, compiled when first used."""

    __slots__ = ("_environment",)

    def __init__(self, templates: Mapping[str, str]) -> None:
        environment = ImmutableSandboxedEnvironment(
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
        )
        environment.globals.clear()
        environment.filters = dict(HTML_FILTERS)
        self._environment = environment

    def render(self, template: str, facts: Facts, page: Page, subject: str) -> str:
        """Return the page of one letter; `subject` is that of its text. Raises ComposeError."""
        values = {
            item.name: getattr(part, item.name) for part in (facts, page) for item in fields(part)
        }
        try:
            found = self._environment.get_template(template + HTML_SUFFIX)
            written = found.render(values | {"subject": subject})
            lines = (line.strip() for line in written.split("\n"))
            html = "\n".join(line for line in lines if line) + "\n"
            markup.check(html)
        except Exception as fault:  # A template can fail in any way Python can.
            line = getattr(fault, "lineno", None)
            place = f"{template}{HTML_SUFFIX}" + (f", line {line}" if line else "")
            raise ComposeError(f"{place}: {fault}") from fault
        return html


def _printed(value: object) -> str:
    """Return what `{{ value }}` prints: our filters' markup unchanged, other text as one clean
    line, and numbers; nothing else.
    """
    match value:
        case Markup():
            return value
        case str():
            return one_line(value)
        case int() | Undefined():  # to print what is undefined raises, with its name
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} needs a filter")


def _stranger(text: str, columns: int = 60) -> Markup:
    return Markup("<bdi>{}</bdi>").format(one_line(text, columns))


def _time(machine: str, shown: str) -> Markup:
    """Return a moment for people and for machines; a date does not break at its spaces."""
    return Markup('<time datetime="{}">{}</time>').format(machine, shown.replace(" ", "\u00a0"))


def _moment(moment: datetime, shown: str) -> Markup:
    return _time(f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}", shown)


def _day(moment: datetime | date) -> Markup:
    """Return a day without the padding that the tables of the text need."""
    return _time(units.day_of(moment).isoformat(), " ".join(units.day(moment).split()))


def _date(day: date, until: date | None = None) -> Markup:
    return _time(day.isoformat(), units.calendar(day, until))


HTML_FILTERS = {
    "when": lambda moment: _moment(moment, units.when(moment)),
    "hour": lambda moment: _moment(moment, units.hour(moment)),
    "day": _day,
    "date": _date,
    "stranger": _stranger,
    "many": lambda number, one, more: f"{number} {one if number == 1 else more}",
    "capitalised": str.capitalize,
    "upper": str.upper,
    "length": len,
}
"""Everything an HTML template may call; each is also a filter of the text, with the same words."""
