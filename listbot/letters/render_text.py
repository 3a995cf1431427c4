"""Templates to words: facts in, subject and text out.

A template's first line is `Subject: ...`; the text follows after a blank line. Templates run in
Jinja's sandbox and see the facts of their letter, what `Page` adds, and the filters below; they can
call nothing else. What a template prints without a filter is made one clean line, so that no text
of a stranger's can ever begin one. Fails with ComposeError only: a template may be a community's
own and can be wrong in any way.
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
"""Of a template for plain text."""
_SUBJECT = "Subject: "
_SIGNATURE = "-- "
"""RFC 3676, section 4.3: the one line whose trailing space means something."""


class Laid(str):
    """Text that a filter has laid out: it may have several lines and is printed as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a template may print beside the letter's facts. No field has the name of a fact."""

    thread: str
    """The subject of the thread, without "Re:"."""
    list: str
    """The list's address."""
    marks: dict[str, str]
    """Message-ID -> "[1]"."""
    sources: tuple[Citation, ...]
    """What the marks stand for, in order."""
    archive: str
    """Where the list's archive is, if single mails cannot be linked; or ""."""
    links: dict[str, str]
    """Message-ID -> the mail's page in the list's archive; "" where there is none."""
    unsubscribe: str = ""
    """The page that ends letters of this kind; "" where there are no pages, or nothing to end."""


class Wording:
    """A set of templates by file name, compiled when first used."""

    __slots__ = ("_environment",)

    def __init__(self, templates: Mapping[str, str]) -> None:
        environment = ImmutableSandboxedEnvironment(  # plain text: there is no markup to escape
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
        """Subject and text of one letter, LF line ends, one at the end."""
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
    """What `{{ value }}` prints: laid-out text as it is, other text as one clean line, numbers;
    nothing else.
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
    """The text without trailing space and with single blank lines, so that a template may leave
    rows out freely.
    """
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
"""All that a template may call."""
