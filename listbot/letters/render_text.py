"""Rendering templates: facts in, subject and text out.

A template's first line is `Subject: ...`; the text follows after a blank line. Templates run in
Jinja's sandbox and see only the facts of their letter, the fields of `Page` and the filters below.
A value printed without a filter becomes one clean line, so that a stranger's text can never begin a
line. Raises only ComposeError, because a community's own template can be wrong in any way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from jinja2 import DictLoader, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from listbot.errors import ComposeError
from listbot.letters import units
from listbot.letters.cites import Citation
from listbot.letters.display import GLUE, glued, one_line, padded, stranger
from listbot.letters.reflow import cited, command_line, field, filled, says_more
from listbot.letters.units import size
from listbot.model.order import Facts

SUFFIX = ".txt.j2"
"""The suffix of a template for plain text."""
_SUBJECT = "Subject: "
_SIGNATURE = "-- "
"""The only line whose trailing space has a meaning (RFC 3676, section 4.3)."""


class Laid(str):
    """Text laid out by a filter: it may have several lines and is printed unchanged."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Values that a template sees besides the letter's facts. No field has the name of a fact."""

    thread: str
    """The subject of the thread, without "Re:"."""
    list: str
    """The list's address."""
    marks: dict[str, str]
    """Message-ID -> "[1]"."""
    sources: tuple[Citation, ...]
    """The mails behind the marks, in order."""
    archive: str
    """The URL of the list's archive, if single mails cannot be linked; else ""."""
    links: dict[str, str]
    """Message-ID -> the mail's page in the list's archive, or ""."""
    unsubscribe: str = ""
    """The page that ends letters of this kind; "" if there are no pages, or nothing to end."""
    web: str = ""
    """Where the public pages of the list are, without a final slash; "" if it has none."""


class Wording:
    """A set of templates by file name, compiled when first used."""

    __slots__ = ("_environment",)

    def __init__(self, templates: Mapping[str, str]) -> None:
        environment = ImmutableSandboxedEnvironment(  # plain text has no markup to escape
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        environment.globals.clear()
        environment.filters = dict(FILTERS)
        self._environment = environment

    def render(self, template: str, facts: Facts, page: Page) -> tuple[str, str]:
        """Return subject and text of one letter, with LF line ends. Raises ComposeError."""
        values = {
            item.name: getattr(part, item.name) for part in (facts, page) for item in fields(part)
        }
        try:
            written = self._environment.get_template(template + SUFFIX).render(values)
        except Exception as fault:  # A template can fail in any way Python can.
            line = getattr(fault, "lineno", None)
            place = f"{template}{SUFFIX}" + (f", line {line}" if line else "")
            raise ComposeError(f"{place}: {fault}") from fault
        return _split(written.replace(GLUE, " "), template)


def _printed(value: object) -> str:
    """Return what `{{ value }}` prints: laid-out text unchanged, other text as one clean line, and
    numbers; nothing else.
    """
    match value:
        case Laid():
            return value
        case str():
            return one_line(value)
        case int() | Undefined():  # to print what is undefined raises, with its name
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} needs a filter")


def _split(written: str, template: str) -> tuple[str, str]:
    first, _, rest = written.lstrip("\n").partition("\n")
    if not first.startswith(_SUBJECT) or not first.removeprefix(_SUBJECT).strip():
        raise ComposeError(f"{template}{SUFFIX}: the first line is not `Subject: ...`")
    return first.removeprefix(_SUBJECT).strip(), _tidy(rest)


def _tidy(text: str) -> str:
    """Remove trailing space and repeated blank lines, so that a template may leave rows out."""
    lines: list[str] = []
    for line in text.split("\n"):
        row = line if line == _SIGNATURE else line.rstrip()
        if row or (lines and lines[-1]):
            lines.append(row)
    return "\n".join(lines).rstrip("\n") + "\n"


FILTERS = {
    "when": lambda moment: Laid(glued(units.when(moment))),
    "day": lambda moment: Laid(glued(units.day(moment))),
    "hour": lambda moment: Laid(glued(units.hour(moment))),
    "date": lambda day, until=None: Laid(glued(units.calendar(day, until))),
    "iso": lambda moment: Laid(glued(units.iso(moment))),
    "stranger": lambda text, columns=60: Laid(stranger(text, columns)),
    "pad": lambda text, columns: Laid(padded(str(text), columns)),
    "cut": lambda text, columns: one_line(text, columns),
    "cited": lambda text, indent=2, lines=4: Laid(cited(text, indent, lines)),
    "field": lambda text, label: Laid(field(str(text), label)),
    "para": lambda text, indent=0, hang=None: Laid(filled(text, indent, hang)),
    "many": lambda number, one, more: Laid(f"{number} {one if number == 1 else more}"),
    "command": lambda text: Laid(glued(command_line(text))),
    "says_more": says_more,
    "rows": lambda rows: Laid("\n".join(rows)),
    "size": lambda octets: Laid(glued(size(octets))),
    "capitalised": str.capitalize,
    "upper": str.upper,
    "length": len,
}
"""Everything a template may call."""
