"""Reads names in a list of people: "Ana (chair), Ravi & me (jo)". Pure; linear; never fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 60  # characters of a name
MOST = 200  # names in one list

_PART = re.compile(r"\([^()]{0,200}\)|[,;&+\n]|\s(?:and|und|et|plus)\s|[^(),;&+\n\s]+|\s+|[()]")
_SPLIT = re.compile(r"[,;&+\n]|\s(?:and|und|et|plus)\s", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d][\w.'’-]*(?: (?:de|da|van|von|der|di|el)?\s?[^\W\d][\w.'’-]*){0,3}")
_CUT = re.compile(
    r"\s+[-–—]{1,2}(?:\s|$)|\s{3,}|:|(?<=\w\w)\.\s|\s(?:from|until|late|left|joined|kam|bis"
    r"|ab)\b.*",
    re.I,
)
_TITLE = re.compile(r"\A(?:mme|mrs?|ms|m|dr|herr|frau)\.?\s+(?=\S+ \S)", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"(?:an?|the|one|two|three|some|several|ein(?:e|er)?|zwei|un|une|deux|i think|i|we|nobody|none"
    r"|niemand|personne|-|only|nur|others?|everybody|all)\b.*|<.*",
    re.IGNORECASE,
)
_ME = re.compile(r"(?:me|myself|ich|moi|i|moi-même)", re.IGNORECASE)
_GUEST = re.compile(r"\b(?:guest|visitor|observer|gast|invit[ée]e?s?)\b", re.IGNORECASE)
_EXCUSED = re.compile(
    r"\b(?:excused|regrets|apolog\w+|could not come|can['’]?t come|told us|entschuldigt|abgemeldet"
    r"|krank|verhindert|excus[ée]e?s?)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:no|absent|absente|missing|abwesend|ohne nachricht|unentschuldigt|nein|non)\b|^\s*-\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """One person of a list."""

    name: str
    note: str = ""
    """What stands beside the name, in brackets or behind it."""
    is_writer: bool = False
    """The text says "me"."""

    @property
    def is_guest(self) -> bool:
        """Whether the text calls them a guest."""
        return bool(_GUEST.search(self.note))

    @property
    def is_excused(self) -> bool:
        """Whether they let the others know that they could not come."""
        return bool(_EXCUSED.search(self.note))

    @property
    def is_away(self) -> bool:
        """Whether they were not there and said nothing."""
        return bool(_AWAY.search(self.note)) and not self.is_excused


def names_in(text: str) -> list[Named]:
    """Return the people of a list, in order."""
    found = (_named(each) for each in _parts(text))
    return [each for each in found if each is not None][:MOST]


def one_per_line(text: str) -> Named | None:
    """Return the person of a line that is about one: "Noor (noor on IRC), chair"."""
    name, bracket, rest = text.partition("(")
    if "," in name:
        name, _, more = name.partition(",")
        return _named(name.strip(), more + rest)
    return _named(name.strip(), f"{bracket}{rest}") if bracket else _named(text)


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a list; what is in brackets stays with its name."""
    depth = 0
    part: list[str] = []
    for piece in _PART.findall(text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        if depth == 0 and not piece.startswith("(") and _SPLIT.fullmatch(piece):
            yield "".join(part).strip()
            part = []
        else:
            part.append(piece)
    yield "".join(part).strip()


def _named(text: str, note: str = "") -> Named | None:
    """Return one person; None if these words name nobody."""
    text = re.sub(r"^(?:and|und|et|plus|auch|also)\s+", "", text.strip().rstrip("."), flags=re.I)
    name, bracket, inside = text.partition("(")
    note = f"{note} {inside.rstrip(') ')}".strip()
    name = _TITLE.sub("", name)
    if cut := _CUT.search(name):
        note = f"{note} {name[cut.start() :].strip()}".strip()
        name = name[: cut.start()]
    name = name.strip(" \t*-–_@\"'").rstrip(".")
    original = text.partition("(")[0].strip()
    if original.endswith("_"):  # a nick, not a mark around it
        name += "_"
    if _ME.fullmatch(name):
        nick = inside.strip(") ") if bracket else ""
        return Named(nick, note) if nick and _NAME.fullmatch(nick) else Named("", note, True)
    if not name or len(name) > LONGEST or _NOT_A_NAME.fullmatch(name):
        return None
    return Named(name, note) if _NAME.fullmatch(name) else None
