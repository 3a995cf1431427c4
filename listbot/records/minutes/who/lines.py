"""Tells what a line below "Present" is: one person with a note, several people. Pure; linear."""

import re
from collections.abc import Sequence

from listbot.records.minutes.words.people import is_list_of_names, looks_like_names, names_in

GAP = re.compile(r"\s{3,}")
_BESIDE = re.compile(r" / |\s{3,}")
_BRACKETS = re.compile(r"\([^()]*\)")
_FIRM = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|ag|ab|as|bv|sa|corp|corporation|company|labs?|universit\w+|uni|college"
    r"|institut\w*|networks?|telecom|electronics|systems?|software|foundation|group|consult\w*"
    r"|unaffiliated|independent|individual|self|freelance\w*|none|n/a|team|project|society|e\.?v)\b",
    re.IGNORECASE,
)
"""Words in the name of a firm."""


def is_one_a_line(lines: Sequence[str]) -> bool:
    """Return whether each of several lines is about one person: "Emeka Nwosu, secretary"."""
    if len(lines) < 2 or any(line.rstrip().endswith(",") for line in lines[:-1]):
        return False
    counts = [line.count(",") for line in lines]
    if max(counts) > 3:
        return False
    if are_slashed(lines):
        return True
    is_plain = [looks_like_names(_BRACKETS.sub("", line)) for line in lines if "," in line]
    return (len(lines) > 2 and (not all(is_plain) or max(counts) < 2)) or not any(is_plain)


def are_slashed(lines: Sequence[str]) -> bool:
    """Return whether each line is a person and what they stand for: "Hal Ito / Security"."""
    is_list = len(lines) > 1 and not any("," in line for line in lines)
    return is_list and all(line.count(" / ") == 1 for line in lines)


def are_of_firms(lines: Sequence[str]) -> bool:
    """Return whether two columns are of people and of where they work."""
    rows = [GAP.split(line.strip()) for line in lines]
    beside = [row[1] for row in rows if len(row) == 2]
    is_full = bool(rows) and len(beside) == len(rows)
    return is_full and (
        (len(set(beside)) < len(beside) and all(each[0].isupper() for each in beside))
        or any(_FIRM.search(each) for each in beside)
    )


def noted(line: str) -> str:
    """Return a line about one person with what stands beside the name in brackets."""
    name, *more = _BESIDE.split(line.strip(), maxsplit=1)
    return f"{name} ({' '.join(more[0].split())})" if more and "(" not in line else name


def is_several(text: str) -> bool:
    """Return whether a line is a list of people, not one with something beside the name."""
    pieces = names_in(text)
    if _are_nicks([each.name for each in pieces]) and looks_like_names(text):
        return True
    return (
        is_list_of_names(text)
        and len(pieces) > 1
        and pieces[1].name[:1].isupper() >= pieces[0].name[:1].isupper()
    )


def _are_nicks(names: Sequence[str]) -> bool:
    """Return whether names are of one word each, some with a capital and some without, as the
    people of a chat are called: "Gia, hal, Ida_K".
    """
    is_short = len(names) > 2 and not any(" " in each for each in names)
    return is_short and any(each[:1].isupper() for each in names[1:])
