"""Lines that say whose words follow: "On Tue, 12 May, Ana wrote:" and the header blocks of
Outlook and webmailers.

Looks at no more than three lines for an attribution and twelve for a block. The words of
each language are in `languages`. An attribution needs a verb and a date, an address or a
name; the weaker ones count only if a quote follows, because people also write "as Ana
wrote:". Pure; never raises.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from listbot.mail.body import marks, shapes
from listbot.mail.body.languages import LANGUAGES

MAX_LINES = 3  # lines of one attribution: Gmail folds at 78, pipermail once more
MAX_BLOCK = 12  # lines of a header block, folded recipients included
_MAX_LABEL = 24

_VERBS = {verb: language.name for language in reversed(LANGUAGES) for verb in language.verbs}
_SPACED = sorted((verb for verb in _VERBS if verb[0] < "\u3000"), key=len, reverse=True)
_JOINED = sorted((verb for verb in _VERBS if verb[0] >= "\u3000"), key=len, reverse=True)


def _beginning(first: str) -> str:
    """A pattern of the verbs with this first letter, the longest first."""
    rest = (
        rf"{re.escape(verb[1:])}(?!\w)(?<!\w{re.escape(verb)})"
        for verb in _SPACED
        if verb[0] == first
    )
    return rf"{re.escape(first)}(?:{'|'.join(rest)})"


# The lookbehind comes after the verb, and the verbs stand by their first letters: searching for
# these is much quicker than looking back, or trying all verbs, at each position.
_VERB = re.compile(
    "|".join(
        (*map(_beginning, dict.fromkeys(verb[0] for verb in _SPACED)), *map(re.escape, _JOINED))
    )
)
_OPENINGS = tuple(sorted({opening for language in LANGUAGES for opening in language.openings}))
_FIRST_WORDS = frozenset(opening.split()[0] for opening in _OPENINGS) | {"---", "в"}
_RUN_ON_LABELS = ("from:", "subject:", "to:", "date:", "sent:")
_SENDERS = frozenset(label for language in LANGUAGES for label in language.senders)
_LABELS = _SENDERS | {label for language in LANGUAGES for label in language.labels}

# Every form begins with a digit: factored out, so that the search jumps from digit to digit.
_DATE = re.compile(
    r"\d(?:"
    r"\d{0,3}[./-]\d{1,2}[./-]\d{1,4}"  # 2014-05-12, 12.5.14, 5/12/2014
    r"|(?<!\d\d)\d?[:.h]\d\d(?!\d)"  # 10:00, 10h00
    r"|(?<!\d\d)(?:(?<=1)9|(?<=2)0)\d\d(?!\d)|年"
    r"|\d?\.? [^\W\d]{3,12}\.? '?\d\d(?!\d)"  # 8 juil. 09
    r")"
)
_ADDRESS = re.compile(r"@|<[^<>\s]+ at [^<>\s]+|<at>|\w at \w[\w.-]{0,60}\.\w|<mailto:|&lt;")
_BRACKETED_NAME = re.compile(r"\[(?=[^\W\d_])(?![a-z])[^\[\]@]{1,50}\]:?$")
_PARTICLES = frozenset(
    {
        "van",
        "von",
        "de",
        "der",
        "den",
        "di",
        "da",
        "du",
        "la",
        "le",
        "el",
        "of",
        "the",
        "via",
        "and",
    }
)
_DATED = 6  # words from a verb to the end of a date: "wrote on the 3rd November 2026:"
_YEAR = re.compile(r"\b(?:19|20)\d\d:?$")
_SHORTENED = re.compile(r"\d[^\d.@]{1,6} [^\W\d_]{2,5}\.$|\d\.? [^\W\d_]{2,5}\.$")
_RUN_ON = re.compile(
    r"[^<>]{0,120}+<[^<>\s]{3,80}+> ?"
    r"(?:wrote|writes|schrieb|a écrit|escribió|ha scritto) ?:\s{0,9}\S"
)


class Attribution(NamedTuple):
    """An attribution found, from line `start` on."""

    start: int
    language: str
    complete: bool
    """It has a verb, a date, and an address or a usual beginning: nobody writes such a line
    by hand.
    """


def attribution_ending(texts: Sequence[str], last: int, quote_follows: bool) -> Attribution | None:
    """Return the longest attribution that ends with this line; None if there is none."""
    lines = [texts[last].strip()]
    if len(lines[0]) > marks.LOOKED_AT:
        return None
    candidates = [(last, lines[0])]
    while len(lines) < MAX_LINES and last >= len(lines) and _goes_on(texts[last - len(lines)]):
        lines.insert(0, texts[last - len(lines)].strip())
        candidates.append((last - len(lines) + 1, " ".join(lines)))
    for start, text in reversed(candidates):
        is_folded = start < last
        if is_folded and not (begins_usually(text) and _DATE.search(text)):
            continue
        found = _attribution(text, start, quote_follows)
        if found:  # The last line of one may look like a short one: "09:00):".
            return found if found.complete else _by_shape(candidates, quote_follows) or found
    return _by_shape(candidates, quote_follows)


def _by_shape(candidates: Sequence[tuple[int, str]], quote_follows: bool) -> Attribution | None:
    """The shortest that surely has the shape of one, in whatever language; else, above a quote,
    the shortest that may have it: of two lines the second alone may.
    """
    sure = next((start for start, text in candidates if shapes.is_attribution(text)), None)
    if sure is not None:
        return Attribution(sure, "", complete=True)
    for start, text in candidates:
        if quote_follows and shapes.is_attribution_of_marked(text):
            return Attribution(start, "", complete=False)
    return None


def _goes_on(text: str) -> bool:
    """Whether a line may be an earlier line of the same attribution."""
    stripped = text.strip()
    return (
        bool(stripped)
        and len(text) <= 200
        and (stripped[-1] not in ".:!?" or _is_cut_at_date(stripped))
        and not marks.quote_mark(text)
    )


def _is_cut_at_date(text: str) -> bool:
    """Whether a line with an address ends in a short word with a dot: "... 3 de nov."."""
    return shapes.is_addressed(text) and _SHORTENED.search(text) is not None


def _attribution(text: str, start: int, quote_follows: bool) -> Attribution | None:
    verb = _VERB.search(text.lower())
    if not verb and not quote_follows:
        return None
    if marks.begins_with_vote(text) or marks.holds_vote(text):
        return None  # "+1 to what Ana wrote:" is the writer's own words
    dated, addressed = bool(_DATE.search(text)), "@" in text or bool(_ADDRESS.search(text))
    language = _VERBS[verb[0]] if verb else ""
    told = addressed or begins_usually(text) or shapes.is_stamped(text)
    told = told or (verb is not None and _names_and_dates(text, verb.start()))
    if verb and dated and told and text[-1] in ":：":
        return Attribution(start, language, complete=True)
    if not quote_follows:
        return None
    if verb and (addressed or dated or _is_name(text, verb.start())):
        return Attribution(start, language, complete=False)
    usual = begins_usually(text)
    nameless = dated and ((addressed and usual) or (text[-1] == ":" and (addressed or usual)))
    return (
        Attribution(start, "", complete=False) if nameless or _BRACKETED_NAME.match(text) else None
    )


def begins_usually(text: str) -> bool:
    """Whether a line begins the way attributions do: "On", "Le", "2014-05-12", a weekday."""
    first = text.split(None, 1)[0].lower().strip(',.*>"')
    return first[:1].isdigit() or first in _FIRST_WORDS or first.rstrip(".,") in _FIRST_WORDS


def stands_alone(text: str) -> bool:
    """Whether a line without a colon is an attribution that a blank line follows: "Am 3.11.26 um
    09:00 schrieb Ana Ruiz".
    """
    stripped = text.strip()
    return (
        len(stripped) <= 120
        and stripped[-1] not in ".!?,"
        and begins_usually(stripped)
        and shapes.is_stamped(stripped)
        and _VERB.search(stripped.lower()) is not None
        and not marks.holds_vote(stripped)
    )


def _is_name(text: str, end: int) -> bool:
    """Whether there is only a name before the verb: capitalised words, or one word."""
    words = text[:end].replace('"', " ").replace("*", " ").split()
    if len(words) == 1:
        return words[0].lower() not in {"i", "he", "she", "they", "we", "you", "it"}
    capital = all(
        word[0].isupper() or not word[0].isalpha() or word.lower() in _PARTICLES for word in words
    )
    return 1 < len(words) <= 5 and capital and words[0].lower() not in {"i", "as", "what", "like"}


def _names_and_dates(text: str, verb: int) -> bool:
    """Whether there is nothing but a full name, a verb, and a day with its year: "Ana Ruiz wrote on
    November 3, 2026:".
    """
    behind = text[verb:].split()
    dated = len(behind) <= _DATED and _YEAR.search(text, verb) is not None
    return dated and text[:verb].strip().count(" ") > 0 and _is_name(text, verb)


def is_run_on(text: str) -> bool:
    """Whether attribution and quote are on one line, as in mailers that flatten HTML."""
    found = _RUN_ON.match(text)
    return found is not None and not marks.holds_vote(found[0][:-1])


def label_of(text: str) -> str:
    """The label of a header line ("from", "gesendet"), or ""."""
    head = text[:_MAX_LABEL].replace("：", ":")
    name, colon, _ = head.partition(":")
    label = name.strip(" \t*_|\u00a0").lower()
    return label if colon and label in _LABELS else ""


def header_block_end(texts: Sequence[str], start: int) -> int:
    """Return the line after the header block that starts here; `start` itself if there is
    none.

    A block names its sender with an address or a name, and two more fields: nobody writes
    three labels by chance.
    """
    labels: set[str] = set()
    line = start
    gapped = start + 1 < len(texts) and not texts[start + 1].strip()
    while line < len(texts) and line < start + MAX_BLOCK:
        if not texts[line].strip():
            if not (gapped and line + 1 < len(texts) and label_of(texts[line + 1])):
                break
            line += 1
        label = label_of(texts[line])
        if label in labels:
            break
        if label:
            labels.add(label)
        elif not labels or len(texts[line]) > 300:
            break
        line += 1
    if not labels & _SENDERS:
        return start
    is_pair = (
        len(labels) == 2
        and shapes.is_addressed(texts[start])
        and any(map(shapes.is_stamped, texts[start + 1 : line]))
    )
    return line if len(labels) >= 3 or is_pair else start


def run_on_block(text: str) -> int | None:
    """Return where a whole header block begins inside one line, as in Hotmail and flattened
    HTML; None if nowhere.

    The text before it is the writer's: these mailers put the answer on the same line.
    """
    head = text[: marks.LOOKED_AT].lower()
    if not ("from:" in head and "subject:" in head and "to:" in head and "@" in head):
        return None
    begin = min(at for label in _RUN_ON_LABELS if (at := head.find(label)) >= 0)
    return len(head[:begin].rstrip(" >|*"))
