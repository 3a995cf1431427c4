"""What ends a mail without dashes: the line of a telephone, a company's notice, an address, all
that stands under "Kind regards". None of it is a reason for a vote.

Looked for once a mail, from the last own paragraph upwards, and only where the writer's own words
stand above. Told by what it is: the name of a device or a mail program beside a word for sending,
two things that only notices speak of, the writer's own name above a telephone. Never takes a line
that votes. Pure; looks at a bounded number of lines; never raises.
"""

import re
from collections.abc import Iterable, Sequence

from listbot.mail.body import marks
from listbot.mail.body.closing_words import MAIL, NOTICES, SENT, SIGN_OFFS
from listbot.mail.body.shapes import is_addressed, plain
from listbot.mail.mail import Part

_PARAGRAPHS = 5  # below a mail: regards, a name, an address, a notice, a telephone
_PARAGRAPH = 30  # lines of one
_DEVICE = 90  # characters of a telephone's line ...
_DEVICE_SPACES = 9  # ... and the spaces in it
_BLOCK = 10  # lines of a name with an address
_SHORT = 70  # characters of one of them
_NAME = 4  # words
_HEADING = 3  # words
_NOTICE = 4_000  # characters of a notice that are looked at
_NOTICE_SPACES = 5
_KINDS = 2  # of things that only notices speak of
_POINTS = dict.fromkeys(range(0x064B, 0x0653))  # vowels that Arabic may leave out
_ABOVE = (Part.OWN, Part.FORM, Part.SIGNATURE)
_JOINED = "\u0900"  # From here on most scripts join words, or have none that begin after a space.
_PRODUCT = re.compile(
    r"iphon|ipad|android|outlook|galaxy|samsung|thunderbird|k-9|huawei|xiaomi|redmi|oppo|nokia"
    r"|blackberry|pixel|fairemail|edison|proton|tuta|yahoo|gmail|spark|bluemail|airmail|mailbird"
    r"|aquamail|windows phone|sony|motorola|smartphone|mobile|zimbra|nine\b"
)
_PROGRAM = re.compile(r"outlook|mail|thunderbird|edison|proton|tuta|yahoo|spark|zimbra")
_PLATFORM = re.compile(r"\bios\b|android|\bmac(?:os)?\b|windows|iphone|ipad")
_SCANNER = re.compile(r"avast|\bavg\b|kaspersky|norton|mcafee|bitdefender|\beset\b|sophos")
_REGISTERED = re.compile(
    r"Amtsgericht|Handelsregister|Registergericht|HR[AB] ?\d|Geschäftsführe|Vorstand:|USt-?Id"
    r"|Sitz der Gesellschaft|Firmenbuch|UID-Nr|Registered (?:in|office)|Company (?:No|number|reg)"
    r"|VAT (?:No|reg)|SIRET|\bRCS\b|au capital|P\.? ?IVA|\bKvK\b|\bBTW\b|\bCIF\b|\bIČO?\b|\bNIP\b"
    r"|\bKRS\b|\bREGON\b"
)
"""What the law wants below a company's mail."""
_SPEAKING = re.compile(
    r"(?<!\w)(?:not|no|is|are|was|does|do|did|doesn.t|don.t|can.?t|cannot|won.t|breaks?|broken"
    r"|fails?|crash\w{0,3}|needs?|works?|bugs?|slow|never|nicht|keine?|geht|ist|pas|est|ne|non"
    r"|f[ou]nciona|niet|werkt)(?!\w)"
)
"""What no mailer writes about itself."""


def _beginnings(stems: Iterable[str]) -> tuple[str, ...]:
    """Stems as they are looked for: behind a space, where a script has spaces."""
    return tuple(stem if stem[0] >= _JOINED else f" {stem}" for stem in stems)


_SENT, _MAIL = _beginnings(SENT), _beginnings(MAIL)
_NOTICES = tuple(map(_beginnings, NOTICES))
_FIRST = 4  # letters by which most paragraphs are told; no ASCII stem has fewer
_MAIL_BEGINS = frozenset(stem[:_FIRST] for stem in MAIL)
_NOTICES_BEGIN = tuple(frozenset(stem[:_FIRST] for stem in stems) for stems in NOTICES)
_TELEPHONE = re.compile(r"(?:^|[\s:.])(?:\+|\(|0)[\d ()/.-]{6,24}\d\b")


def mark_closing(
    texts: Sequence[str], parts: list[Part], notes: list[str], writer: str, end: int
) -> None:
    """Make signatures of what ends the own words; `writer` is the name of who wrote them, `end` the
    line after the last one.
    """
    below = ""
    for _ in range(_PARAGRAPHS):
        begin, end = _last_paragraph(texts, parts, end)
        if below and begin + 1 == end and _is_heading(texts[begin]):
            if not _is_own_above(texts, parts, begin):
                return
            parts[begin], notes[begin] = Part.SIGNATURE, below
            end = begin
            continue
        if begin + 1 == end and _is_one_word(texts[begin]):
            return
        is_first = not _is_own_above(texts, parts, begin)
        if begin + is_first >= end:  # One own line alone, or none.
            return
        first = _closing_from(texts[begin:end], writer, is_first=is_first)
        if first is None:
            return
        below = note = _note_on(texts[begin + first : end])
        first += begin
        parts[first:end] = [Part.SIGNATURE] * (end - first)
        notes[first:end] = [note] * (end - first)
        end = first


def _is_one_word(text: str) -> bool:
    """A name, most of the time."""
    return " " not in text and text.isascii()


def _is_heading(text: str) -> bool:
    """ "Disclaimer", "Confidentiality notice": what stands above a notice."""
    stripped = text.strip(" *_:-")
    return stripped.count(" ") < _HEADING and _spaced(stripped.lower()).startswith(_NOTICES[0])


def _last_paragraph(texts: Sequence[str], parts: Sequence[Part], end: int) -> tuple[int, int]:
    """The last own lines before `end` that stand together."""
    own = Part.OWN
    while end and not (parts[end - 1] is own and texts[end - 1].strip()):
        end -= 1
    begin = end
    while (
        begin and end - begin < _PARAGRAPH and parts[begin - 1] is own and texts[begin - 1].strip()
    ):
        begin -= 1
    return begin, end


def _is_own_above(texts: Sequence[str], parts: Sequence[Part], line: int) -> bool:
    """Whether something of the writer's stands above, with nothing quoted between them."""
    while line:
        line -= 1
        if parts[line] not in _ABOVE:
            return False
        if texts[line].strip() and parts[line] is not Part.SIGNATURE:
            return True
    return False


def _note_on(lines: Sequence[str]) -> str:
    return "mailer's own footer (by its shape)" if len(lines) == 1 else "below the own words"


def _closing_from(lines: Sequence[str], writer: str, *, is_first: bool) -> int | None:
    """The line of a paragraph from which on it ends the mail; None where it does not. `is_first`:
    nothing of the writer's stands above it.
    """
    at = _sign_off(lines)
    if at is not None and at >= is_first and not _is_short(lines[at + 1 :]):
        found = at
    elif not is_first and _is_end(lines, writer):
        found = 0
    else:
        return None
    return None if any(map(marks.begins_with_vote, lines[found:])) else found


def _is_end(lines: Sequence[str], writer: str) -> bool:
    if len(lines) == 1:
        return is_device(lines[0]) or _is_notice(lines) or _is_registered(lines)
    return _is_contact(lines, writer) or _is_notice(lines)


def _is_short(lines: Sequence[str]) -> bool:
    """Whether no more than a name stands there: courtesy, which is told from words elsewhere."""
    return len(lines) < 2 and all(text.count(" ") < _NAME for text in lines)


def is_device(text: str) -> bool:
    """Whether a line is what a telephone or a mail program adds below a mail."""
    said = plain(text).lower().translate(_POINTS)
    if len(said) > _DEVICE or said.count(" ") > _DEVICE_SPACES or said.endswith((".", "!", "?")):
        return False
    if _SCANNER.search(said):
        return True
    if not _PRODUCT.search(said) or _SPEAKING.search(said):
        return False
    is_program = _PROGRAM.search(said) is not None and _PLATFORM.search(said) is not None
    return is_program or _has(_spaced(said), _SENT)


def _has(said: str, stems: Sequence[str]) -> bool:
    """Whether one of the stems begins a word of a text; both have a space before them."""
    return any(map(said.__contains__, stems))


def _spaced(said: str) -> str:
    return f" {said}".replace("'", " ").replace("’", " ")


def _is_notice(lines: Sequence[str]) -> bool:
    """Whether a paragraph is a company's notice: of a mail it says two things that only notices
    say.
    """
    said = " ".join(lines)[:_NOTICE].lower()
    if said.count(" ") < _NOTICE_SPACES and said[0] < _JOINED:
        return False
    if said.isascii() and _MAIL_BEGINS.isdisjoint([word[:_FIRST] for word in said.split()]):
        return False  # Most paragraphs are told by this, which is quick.
    said = _spaced(said)
    if said.isascii():  # The same for those that do speak of a mail.
        begun = {word[:_FIRST] for word in said.split()}
        if sum(not begins.isdisjoint(begun) for begins in _NOTICES_BEGIN) < _KINDS:
            return False
    return _has(said, _MAIL) and sum(_has(said, stems) for stems in _NOTICES) >= _KINDS


def _is_contact(lines: Sequence[str], writer: str) -> bool:
    """Whether a paragraph is a name with what belongs to it: a title, a firm, a telephone."""
    if len(lines) > _BLOCK or max(map(len, lines)) > _SHORT or lines[0].rstrip()[-1] in ".:;?!":
        return False
    if len(lines) > 1 and _is_registered(lines):
        return True
    name = [word for word in lines[0].strip(" ,*_").split() if word[0] != "("]  # "(she/her)"
    if not 0 < len(name) <= _NAME:
        return False
    known = set(writer.casefold().split())
    if len(name) > 1 and known.issuperset(word.casefold() for word in name):
        return not any(text.rstrip()[-1] in "?!" for text in lines)
    is_named = not any(word[0].islower() or word[0].isdigit() for word in name)
    return is_named and any(
        _TELEPHONE.search(text) or (is_addressed(text) and text.count(" ") < _NAME)
        for text in lines[1:]
    )


def _is_registered(lines: Sequence[str]) -> bool:
    """Whether it says two of the things that the law wants below a company's mail."""
    said = "\n".join(lines)[:_NOTICE]
    return len({match[0] for match in _REGISTERED.finditer(said)}) > 1


def _sign_off(lines: Sequence[str]) -> int | None:
    """The first line of "Kind regards" and the like; None where there is none."""
    for at, text in enumerate(lines):
        if (
            len(text) < _SHORT
            and text.strip().count(" ") < _NAME
            and text.strip(" ,.!*_-").lower().startswith(SIGN_OFFS)
        ):
            return at
    return None
