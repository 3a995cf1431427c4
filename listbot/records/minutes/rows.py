"""Cuts a text into items: headings, bullets, labelled lines, paragraphs. Pure; linear.

A line that goes on below is joined. A quote of earlier minutes is left out: it is no news.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from listbot.records.minutes import labels

LONGEST = 100_000  # characters; minutes of two days have five thousand
LONGEST_LINE = 2_000

_BULLET = re.compile(
    r"(?P<mark>(?:[-*+•#:]{1,3}|(?:\d{1,2}|[a-z])[.)/](?![\d])|-+>|=+>|→)\s+|(?::\s))?"
    r"(?P<box>\[[ xX✓]\]\s*)?(?P<rest>.*)"
)
_HEADING = re.compile(
    r"(?P<mark>={1,6}|#{1,6}|-{2,5})\s*(?P<text>[^=].*?)\s*(?P=mark)?\s*|\*\*(?P<bold>[^*]+)\*\*:?"
)
_WIKI = re.compile(r"\[\[[^\]]{0,100}:[^|\]]{0,100}\]\]|~~\w+~~|\{\{.*\}\}")
"""Lines that a wiki reads: its categories and macros."""
WRAPPED = 55  # characters; a shorter line was not broken by a program
_ARROW = re.compile(r"[-=]{1,4}>")
_TWO_LABELS = re.compile(r"(?<=\S)\s{4,}(?=[A-ZÀ-Ý][\w ]{2,20}\s?:\s)")
"""Between two labels on one line: "Present: Ana      Excused: Max"."""
_RULE = re.compile(r"[-=_~*]{3,}")
_MARKUP = re.compile(
    r"\[\[(?:[^\[\]|]{0,80}\|)?([^\[\]|]{1,80})\]\]|(?<![\w*])\*(?=\w[\w ]{0,30}:?\*(?!\w))"
    r"|(?<=:)\*(?=\s)|'{2,5}|\*\*|</?code>|<br ?/?>|`"
)
_OUTLINE = re.compile(r"(?P<stars>\*{1,6}) (?:(?P<state>TODO|DONE|NEXT|WAITING) )?(?P<text>\S.*)")
_TAG = re.compile(r"\s+:(\w{1,40}):\s*$")
"""Behind a task of an outline: whose it is."""
_IS_OUTLINE = re.compile(r"#\+\w+:|\*{1,6} (?:TODO|DONE|NEXT|WAITING) ")
"""Only such a line tells an outline from a list with stars."""
_NUMBERED = re.compile(r"(?:TOP\s*)?\d{1,2}[.)/]?\s+\S")
_ATTRIBUTION = re.compile(r".{0,100}\b(?:wrote|schrieb|a écrit)\s?:\s*$", re.IGNORECASE)
_STAMP = re.compile(r"\s+\([\w.-]{1,40}, \d\d:\d\d:\d\d\)\s*$")
"""MeetBot's note of who said something, and when."""


_NO_WORDS = (_WIKI, _RULE, _ATTRIBUTION, re.compile(r"#\+\w+:.*"))
"""Lines that say nothing."""


class Kind(StrEnum):
    """What an item is."""

    HEADING = "heading"
    BULLET = "bullet"
    TABLE = "table"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the text says."""

    kind: Kind
    text: str
    indent: int = 0
    mark: str = ""
    box: str = ""
    """Of a task list: " " or "x"; "" for none."""
    section: str = ""
    """The heading above it."""
    starts: bool = False
    """A blank line stands above it."""
    quoted: bool = False


def items_of(text: str) -> list[Item]:
    """Return the items of a text, in order."""
    lines = [
        part
        for line in text[:LONGEST].splitlines()
        for part in _TWO_LABELS.split(line[:LONGEST_LINE].expandtabs(8))
    ]
    found = list(_joined(list(_items(_unquoted(lines)))))
    return _in_sections(_with_headings(found))


def _with_headings(items: Sequence[Item]) -> list[Item]:
    """Return the items; a short line above a list is its heading."""
    found = []
    for item, below in zip(items, (*items[1:], None), strict=False):
        is_short = item.kind is Kind.TEXT and len(item.text) < 60 and "\n" not in item.text
        is_above = below is not None and (
            below.kind in (Kind.BULLET, Kind.TABLE) or below.indent > item.indent
        )
        if is_short and is_above and item.text.strip()[-1:] not in ".!?;" and _is_title(item):
            item = replace(item, kind=Kind.HEADING, text=plain(item.text))
        found.append(item)
    return found


def _is_title(item: Item) -> bool:
    """Return whether a short line may be a heading: it labels nothing that stands on the line."""
    text = plain_start(item.text)
    if text.endswith(":") and not any(each.fullmatch(text) for each in SECTIONS):
        return False
    matches = (each.fullmatch(text.strip("()")) for each in LABELS)
    people = (labels.ATTENDEES, labels.GUESTS, labels.REGRETS, labels.ABSENT)
    is_people = any(each.fullmatch(text.strip("()")) for each in people)
    return not is_people and not any(match and match["rest"] for match in matches)


def plain(text: str) -> str:
    """Return a line without markup, on one line."""
    return " ".join(_MARKUP.sub(lambda match: match[1] or "", text).split())


def _unquoted(lines: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the lines without those quoted from earlier minutes; the others lose their mark, and
    say that they had one."""
    is_page = any(re.match(r"#{1,4} \S", line) for line in lines)
    is_answer = any(_ATTRIBUTION.match(line) for line in lines[:5])
    kept: list[tuple[str, bool]] = []
    for line in lines:
        if not line.startswith(">"):
            kept.append((line, False))
        elif is_page:
            kept.append((line.lstrip("> "), False))
        elif is_answer:
            kept.append((line[1:].removeprefix(" "), True))
        else:
            kept.append(("", False))
    return kept


def _items(lines: Sequence[tuple[str, bool]]) -> Iterator[Item]:
    """Yield one item for each line that has words."""
    starts = True
    is_outline = any(_IS_OUTLINE.match(line) for line, _ in lines)
    for number, (line, quoted) in enumerate(lines):
        following = lines[number + 1][0] if number + 1 < len(lines) else ""
        if not line.strip() or any(each.fullmatch(line.strip()) for each in _NO_WORDS):
            starts = True
            continue
        yield _item(line, following, starts, quoted, is_outline)
        starts = False


def _item(line: str, following: str, starts: bool, quoted: bool, is_outline: bool) -> Item:
    indent = len(line) - len(line.lstrip())
    bare = line.strip()
    if bare[0] in "|^!{" or bare.startswith(("+-", "+=")):
        return Item(Kind.TABLE, bare, indent, starts=starts)
    outline = _OUTLINE.fullmatch(line) if is_outline else None
    if outline:
        return _of_outline(outline["stars"], outline["state"] or "", outline["text"])
    heading = None if _ARROW.match(bare) else _HEADING.fullmatch(bare)
    is_underlined = bool(_RULE.fullmatch(following.strip())) and following.strip()[0] in "=-~"
    is_underlined = is_underlined and not _says_something(bare)
    cut = _BULLET.fullmatch(bare)
    assert cut is not None  # it fits everything
    if quoted:
        return Item(Kind.HEADING, plain(cut["rest"]), indent, quoted=True)
    if (heading and not bare.startswith(("- ", "* ", "-- "))) or is_underlined:
        title = (heading["text"] or heading["bold"]) if heading else bare
        return Item(Kind.HEADING, plain(title), indent, starts=True)
    mark = (cut["mark"] or "").strip()
    if mark or cut["box"]:
        box = "x" if (cut["box"] or "").strip("[] ") else " " if cut["box"] else ""
        kind = Kind.BULLET
        is_one = not _NUMBERED.match(following)  # several below each other are a list
        if not cut["box"] and indent == 0 and starts and is_one and _NUMBERED.match(bare):
            kind = Kind.HEADING
        return Item(kind, _STAMP.sub("", cut["rest"]), indent, mark, box, starts=starts)
    return Item(Kind.TEXT, bare, indent, starts=starts)


def _of_outline(stars: str, state: str, text: str) -> Item:
    """Return a line of an outline (Emacs's org-mode): a heading, or a task with its state."""
    if state:
        text = _TAG.sub(r" (\1)", text)
        return Item(Kind.BULLET, text, len(stars), stars, "x" if state == "DONE" else " ")
    return Item(Kind.HEADING, plain(text), starts=True)


def _joined(items: Sequence[Item]) -> Iterator[Item]:
    """Join the lines that go on below."""
    parts: list[str] = []
    open_item: Item | None = None
    for item in items:
        if open_item is not None and _goes_on(open_item, parts[-1], item):
            parts.append(item.text)
            continue
        if open_item is not None:
            yield _closed(open_item, parts)
        open_item, parts = item, [item.text]
    if open_item is not None:
        yield _closed(open_item, parts)


def _closed(item: Item, parts: Sequence[str]) -> Item:
    if item.kind is Kind.TABLE:
        return item
    is_text = item.kind is Kind.TEXT and not is_labelled(item.text)
    whole = "\n".join(parts) if is_text else " ".join(each.strip() for each in parts)
    return replace(item, text=_STAMP.sub("", whole))


def _goes_on(above: Item, last: str, item: Item) -> bool:
    """Return whether a line continues the item above it."""
    if item.kind is not Kind.TEXT or item.starts or above.kind is Kind.TABLE:
        return False
    if above.kind is Kind.HEADING or is_labelled(item.text):
        return False
    if above.kind is Kind.BULLET:
        return item.indent > above.indent
    if not is_labelled(above.text):
        return item.indent == above.indent and len(last) >= WRAPPED
    if item.indent > above.indent:
        return _says_something(above.text)
    is_open = last.strip()[-1:] not in ".!?:" and len(last) >= WRAPPED
    return item.indent == above.indent and is_open


SECTIONS = (
    labels.SECTION_ATTENDEES,
    labels.SECTION_GUESTS,
    labels.SECTION_REGRETS,
    labels.SECTION_ACTIONS,
    labels.SECTION_AGREED,
    labels.SECTION_SKIPPED,
)
LABELS = (
    labels.ATTENDEES,
    labels.GUESTS,
    labels.REGRETS,
    labels.ABSENT,
    labels.OFFICES,
    labels.AGREED,
    labels.ACTION,
    labels.DONE,
    labels.OTHERS,
)


def _says_something(text: str) -> bool:
    """Return whether words stand behind a label, on its line."""
    matches = (each.fullmatch(plain_start(text)) for each in LABELS)
    return any(match and match["rest"] for match in matches)


def is_labelled(text: str) -> bool:
    """Return whether a line begins with one of the labels."""
    text = plain_start(text).strip("()")
    return any(each.fullmatch(text) for each in LABELS)


def plain_start(text: str) -> str:
    """Return a line without the markup around its label; wide gaps stay."""
    return _MARKUP.sub(lambda match: match[1] or "", text).strip()


def _in_sections(items: Sequence[Item]) -> list[Item]:
    section = ""
    found = []
    for item in items:
        if item.kind is Kind.HEADING:
            section = plain(item.text)
        found.append(replace(item, section=section))
    return found
