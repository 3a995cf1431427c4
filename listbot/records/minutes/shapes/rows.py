"""Cuts a text into items: headings, bullets, labelled lines, paragraphs, tables. Pure; linear.

A line that goes on below is joined. A quote of earlier minutes is left out: it is no news.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from listbot.records.minutes.shapes.columns import with_tables
from listbot.records.minutes.shapes.headings import (
    BULLET,
    NUMBERED,
    RULE,
    heading_of,
    says_something,
)
from listbot.records.minutes.shapes.items import LONGEST_LINE, Item, Kind
from listbot.records.minutes.shapes.labels import coded_of, codes_in, label_of
from listbot.records.minutes.shapes.markup import LONGEST, plain
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.people import is_list_of_names
from listbot.records.minutes.words.phrases import SENTENCE
from listbot.records.minutes.words.senses import sense_of

WRAPPED = 55  # characters; a shorter line was not broken by a program

_WIKI = re.compile(r"\[\[[^\]]{0,100}:[^|\]]{0,100}\]\]|~~\w+~~|\{\{.*\}\}|</?code>|```.*")
"""Lines that a wiki reads: its categories and macros."""
_TWO_LABELS = re.compile(r"(?<=\S)\s{4,}(?=[A-ZÀ-Ý][\w ]{2,20}\s?:\s)")
"""Between two labels on one line: "Present: Ana      Excused: Max"."""
_OUTLINE = re.compile(r"(?P<stars>\*{1,6}) (?:(?P<state>[A-Z]{4,9}) )?(?P<text>\S.*)")
_OPEN_STATES = frozenset({"TODO", "NEXT", "WAITING", "STARTED", "HOLD"})
_TAG = re.compile(r"\s+:(\w{1,40}):\s*$")
"""Behind a task of an outline: whose it is."""
_IS_OUTLINE = re.compile(r"#\+\w+:|\*{1,6} (?:TODO|DONE|NEXT|WAITING) ")
"""Only such a line tells an outline from a list with stars."""
_TOPIC = re.compile(
    r"\s*(?:<[\w@+ -]{1,30}>\s+)?(?:(?:new |next )?topic|agenda item|tagesordnungspunkt"
    r"|sujet)\s?(?:\d{1,2})?\s?:\s*(\S.*)",
    re.IGNORECASE,
)
"""A line that names what is talked about next."""
_ATTRIBUTION = re.compile(
    r".{0,100}\b(?:wrote|schrieb|a écrit|escribió|schreef|ha scritto)\s?:\s*$", re.IGNORECASE
)
_STAMP = re.compile(r"\s+\(@?[\w.\[\]|-]{1,40}, \d\d?:\d\d(?::\d\d)?\)\s*$")
"""MeetBot's note of who said something, and when."""
_CLOCK = re.compile(
    r"\s*[\[(]?\d\d?[:.h]\d\d(?::\d\d)?(?: ?[ap]m)?[\])]?(?:\s+[-–—:|]\s+|\s+)(?=[^\s\d–-])"
)
"""The time before a line."""
_NO_WORDS = (
    _WIKI,
    RULE,
    _ATTRIBUTION,
    re.compile(r"#\+\w+:.*|:[A-Z]{3,20}:.*|(?:DEADLINE|CLOSED|SCHEDULED): ?[<\[].*"),
    re.compile(r"\.\. .*|:::.*|__[A-Z]+__|\[(?:TOC|cols=.*)\]|<<\w+(?:\(.*\))?>>"),
)
"""Lines that say nothing."""
_PIPED = re.compile(
    r"[^|\s][^|]{0,200}(?: \| [^|]{0,200}){1,12}|[^|\s][^|]{0,200}(?:\|[^|]{0,200}){2,12}"
)
_CELLS = re.compile(r"\t+| {2,}")
_COLUMNS = re.compile(r"\S\s{3,}\S")
_SPEAKER = re.compile(r"<?@?([^\W\d][\w.-]{0,30}(?: [A-ZÀ-Ý][\w.-]{0,30})?)>?:\s+\S")


_ASKED = frozenset({Sense.THERE, Sense.AGREED, Sense.ACTION})
"""A quoted line that asks only for one of these is of a form, which was filled in below it."""


def items_of(text: str) -> list[Item]:
    """Return the items of a text, in order. `text`: as `markup.cleaned` returns it."""
    lines = [
        part
        for line in text[:LONGEST].splitlines()
        for part in _TWO_LABELS.split(line[:LONGEST_LINE].replace("\t", "        ").rstrip())
    ]
    lines = [f"# {match[1]}" if (match := _TOPIC.fullmatch(line)) else line for line in lines]
    cut = with_tables(_without_clock(_unquoted(lines)))
    return _with_headings(list(_joined(list(_items(cut, codes_in(lines))))))


def _unquoted(lines: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the lines without those quoted from earlier minutes; the others lose their mark, and
    say that they had one."""
    is_page = any(re.match(r"#{1,4} \S", line) for line in lines)
    is_answer = any(_ATTRIBUTION.match(line) for line in lines[:5]) or any(
        line.startswith(">") and sense_of(line.strip("> ")) in _ASKED for line in lines
    )
    is_forwarded = (
        not is_answer and sum(line.startswith(">") for line in lines) * 10 > len(lines) * 8
    )
    kept: list[tuple[str, bool]] = []
    for line in lines:
        if not line.startswith(">"):
            kept.append((line, False))
        elif is_page or is_forwarded:
            kept.append((re.sub(r"^>+ ?", "", line), False))
        elif is_answer:
            kept.append((line[1:].removeprefix(" "), True))
        else:
            kept.append(("", False))
    return kept


LEAST_CLOCKS = 3


def _without_clock(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the lines without the times before them, if several have one."""
    matches = [_CLOCK.match(line) for line, _ in lines]
    if sum(each is not None for each in matches) < LEAST_CLOCKS:
        return lines
    return [
        (line if match is None else line[match.end() :], quoted)
        for (line, quoted), match in zip(lines, matches, strict=True)
    ]


def _items(lines: Sequence[tuple[str, bool]], codes: frozenset[str]) -> Iterator[Item]:
    """Yield one item for each line that has words."""
    starts = True
    is_outline = any(_IS_OUTLINE.match(line) for line, _ in lines)
    most = max((len(line) - len(line.lstrip("=")) for line, _ in lines[:20]), default=0)
    for number, (line, quoted) in enumerate(lines):
        following = lines[number + 1][0] if number + 1 < len(lines) else ""
        if not line.strip() or any(each.fullmatch(line.strip()) for each in _NO_WORDS):
            starts = True
            continue
        coded = coded_of(line, codes)
        if coded is not None:
            item = Item(
                Kind.BULLET, coded.rest, len(line) - len(line.lstrip()), coded.words, starts=starts
            )
        else:
            item = _item(line, following, starts, is_outline, most > 3)
        yield (
            replace(item, kind=Kind.HEADING, text=plain(item.text), level=5, quoted=True)
            if quoted
            else item
        )
        starts = False


def _item(line: str, following: str, starts: bool, is_outline: bool, is_reversed: bool) -> Item:
    indent = len(line) - len(line.lstrip())
    bare = line.strip()
    if bare[0] in "|^!{" or bare.startswith(("+-", "+=")):
        return Item(Kind.TABLE, bare, indent, starts=starts)
    outline = _OUTLINE.fullmatch(line) if is_outline else None
    if outline:
        return _of_outline(outline["stars"], outline["state"] or "", outline["text"])
    heading = heading_of(bare, following, starts, is_reversed)
    if heading is not None:
        return replace(heading, indent=indent)
    cut = BULLET.fullmatch(bare)
    assert cut is not None  # it fits everything
    mark = (cut["mark"] or "").strip()
    rest = _STAMP.sub("", cut["rest"])
    if mark or cut["box"]:
        box = "x" if (cut["box"] or "").strip("[] ") else " " if cut["box"] else ""
        is_one = (
            not SENTENCE.search(rest)
            and indent == 0
            and starts
            and not cut["box"]
            and not NUMBERED.match(following)
        )
        if is_one and NUMBERED.match(bare) and not says_something(rest):
            return Item(Kind.HEADING, rest, indent, mark, level=5, starts=starts)
        return Item(Kind.BULLET, rest, indent, mark, box, starts=starts)
    return Item(Kind.TEXT, rest, indent, starts=starts)


def _of_outline(stars: str, state: str, text: str) -> Item:
    """Return a line of an outline (Emacs's org-mode): a heading, or a task with its state."""
    if state in _OPEN_STATES or state == "DONE":
        text = _TAG.sub(r" (\1)", text)
        box = "x" if state == "DONE" else " "
        return Item(Kind.BULLET, text, len(stars), stars, box, starts=True)
    return Item(Kind.HEADING, plain(f"{state} {text}".strip()), level=len(stars), starts=True)


def _joined(items: Sequence[Item]) -> Iterator[Item]:
    """Join the lines that go on below."""
    parts: list[str] = []
    open_item: Item | None = None
    for item in items:
        if open_item is not None and _goes_on(open_item, parts, item):
            parts.append(item.text)
            continue
        if open_item is not None:
            yield _closed(open_item, parts)
        open_item, parts = item, [item.text]
    if open_item is not None:
        yield _closed(open_item, parts)


def _closed(item: Item, parts: Sequence[str]) -> Item:
    if len(parts) == 1:
        return item
    is_text = item.kind is Kind.TEXT and label_of(item.text) is None
    whole = "\n".join(parts) if is_text else " ".join(each.strip() for each in parts)
    return replace(item, text=_STAMP.sub("", whole))


def _goes_on(above: Item, parts: Sequence[str], item: Item) -> bool:
    """Return whether a line continues the item above it."""
    if item.kind is not Kind.TEXT or item.starts or above.kind in (Kind.TABLE, Kind.HEADING):
        return False
    label = label_of(item.text)
    last = parts[-1].rstrip()
    if _COLUMNS.search(last) and _COLUMNS.search(item.text):
        return False
    is_long = len(last) + above.indent >= WRAPPED
    if (
        is_long
        and last[-1:] not in ".!?:;"
        and (
            (item.text[:1].islower() and not (label and label.is_marked))
            or (label is not None and not label.rest and item.text.endswith("."))
        )
    ):
        return item.indent >= above.indent
    if label is not None or (_SPEAKER.match(item.text) and item.indent <= above.indent):
        return False
    if above.mark.startswith("*") and above.box and above.indent == len(above.mark):
        return False  # a task of an outline: its text is below it
    if above.kind is Kind.BULLET:
        return item.indent > above.indent or (item.indent == above.indent and is_long)
    label = label_of(parts[0])
    if label is None:
        return item.indent == above.indent and len(last) >= WRAPPED
    if item.indent > above.indent:
        return bool(label.rest)
    is_open = last.strip()[-1:] not in ".!?:" and len(last) >= WRAPPED
    return item.indent == above.indent and is_open and bool(label.rest)


def _with_headings(items: Sequence[Item]) -> list[Item]:
    """Return the items; a short line above a list, or above an indented text, is its heading."""
    found = []
    for item, below in zip(items, (*items[1:], None), strict=False):
        is_short = item.kind is Kind.TEXT and len(item.text) < 60 and "\n" not in item.text
        is_above = below is not None and (
            below.kind in (Kind.BULLET, Kind.TABLE) or below.indent > item.indent
        )
        if is_short and is_above and item.text.strip()[-1:] not in ".!?;," and _is_title(item):
            item = replace(item, kind=Kind.HEADING, text=plain(item.text), level=7)
        found.append(item)
    return found


def _is_title(item: Item) -> bool:
    """Return whether a short line may be a heading: it labels nothing that stands on the line."""
    text = item.text.rstrip()
    return not text.endswith(":") and label_of(text) is None and not is_list_of_names(text)
