"""Reads names in a list of people: "Ana (chair), Ravi & me (jo)". Pure; linear; never fails.

A name is what looks like one: one word, or up to four of which the first and the last have a
capital; what stands beside it ("(late)", "- chair", "from 18:10", "24 lines") is its note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listbot.records.minutes.words.senses import is_role, says_nothing, sense_of
from listbot.votes.lexicon.words import vocabulary

LONGEST = 60  # characters of a name
MOST = 200  # names in one list

_AND = r"and|und|et|y|e|i|и|en|og|och|plus|with|avec|mit|sowie|as well as|oraz|and also|also"
_PART = re.compile(
    rf"\([^()]{{0,200}}\)|[,;&+/|、·•\n]|\s(?:{_AND})(?=\s)|[^(),;&+/|、·•\n\s]+|\s+|[()]",
)
_SPLIT = re.compile(rf"[,;&+/|、·•\n]|\s(?:{_AND})", re.IGNORECASE)
_WORD = r"[^\W\d_][\w'’.-]*"
_NAME = re.compile(rf"(?:{_WORD}|[^\W_][\w.-]*[^\W\d][\w-]*_*)(?: {_WORD}){{0,3}}_*")
_PARTICLE = vocabulary(
    "de da van von der den di el la le du dos das del al bin ibn ten ter zu af av y i"
)
_LEAD = re.compile(
    r"[\s*•–—-]+|@(?=\w)|\[[ xX]\]|\d{1,4}[.):]?\s|(?:and|und|et|plus|sowie|auch|also|only|just"
    r"|nur"
    r"|diesmal|heute|gestern|today|tonight|we were|wir waren)\s",
    re.IGNORECASE,
)
"""What may stand before a name."""
MOST_LEADS = 8
_CUT = re.compile(
    r"\s+[-–—]{1,2}(?:\s|\Z)|\s+[-–—](?=\w)|\s{3,}|\t|[:=<\[]|(?<=\w\w)\.\s|\s+[.…]{2,}|\s(?=@)"
    r"|\s(?:from|until|till?|til|late|left|joined|joins|kam|kommt|bis|ab|via|by|on|for|as|is|was"
    r"|who|only"
    r"|whole|remote(?:ly)?|online|came|arrived?|sent|has|had|will|would|in|at|since|here|there"
    r"|présent\w*"
    r"|excus\w*|absent\w*|entschuldigt|dabei|da|spät|später|jusqu\S*|à|en|au|est|vanaf|tot|desde"
    r"|hasta"
    r"|lines?|zeilen|lignes|od|do|from|over|\d\S*)(?=\s|\Z|[.,:])",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\A(?:mme|mlle|mrs?|ms|mr|m|dra?|herr|frau|sra?|d|dña|don|doña"
    r"|dhr|mevr|professora?|profa?|dott|pan|pani)\.?\s+(?=\S+ \S)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"(?:an?|the|one|two|three|four|five|some|several|many|about|ein(?:e|er)?|zwei|drei|un|une"
    r"|deux|trois"
    r"|i think|maybe|perhaps|we|nobody|none|niemand|personne|nessuno|nadie|ninguém|niemand|nikt"
    r"|only|nur|others?|everybody|everyone|all|alle|tous|todos|tutti|most|quorum|no|not|your|his"
    r"|her|their|my"
    r"|our|he|she|they|it|you|who|which|there|here|for|those|these|as|but|so|in|keine?r?|andere"
    r"|weitere|please|pls|bitte|see|add|yes|nope|ok|tbd|n/?a|if|when|that|this)\b.*",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?:me|myself|ich|moi|i|moi-même|yo|io|eu|ik|ikzelf|jag|ja|ya|я|yours truly|the writer"
    r"|your scribe)",
    re.IGNORECASE,
)
_GUEST = re.compile(
    r"\b(?:guests?|visitors?|visiting|observ\w+|gast|gäste|besuch\w*|invit[ée]e?s?|invitad[oa]"
    r"|convidad[oa]"
    r"|ospite|gość|gäst|listening|listener)\b",
    re.IGNORECASE,
)
_EXCUSED = re.compile(
    r"\b(?:excused|excuse|regrets?|apolog\w+|sorry|could(?: not|n['’]t) (?:come|make|attend)"
    r"|can(?:not|['’]?t) (?:come|make|attend)|told us|wrote|sent (?:word|a note)|on (?:holiday"
    r"|leave"
    r"|vacation)|sick|ill"
    r"|entschuldigt|entsch|abgemeldet|krank|verhindert|urlaub"
    r"|excus[éea]e?s?|(?:a |est )?prévenue?s?|avis[óo]\w*|malade|empêchée?|disculpad\w+"
    r"|excusad\w+|justificad\w+|giustificat\w+"
    r"|afgemeld|usprawiedliwion\w+|предупредил\w*|请假|連絡あり)\b"
    r"|\A\s*e\s*\Z",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:(?:parental|maternity|paternity|sick) leave|travel\w*|(?:on|at) (?:a |the )?(?:trip|work"
    r"|conference|dentist|wedding|funeral)|flu|unwell|erkrankt|elternzeit|dienstreise|verreist"
    r"|auf reisen|beruflich|congés?|en vacances|en voyage|en déplacement|souffrante?|enferm[oa]"
    r"|de viaje|de viagem|vacaciones|férias|doente|malat[oa]|in ferie|in viaggio|ziek|vakantie"
    r"|chor[ya]|urlop\w*|sjuk|semester|боле[ею]т|больн[аы]|болен|отпуск\w*|командировк\w*|уехал[аи]?)\b"
    r"|出差|生病|病假|休假|有事|出張|休暇|体調不良|病気|所用",
    re.IGNORECASE,
)
"""Why somebody was absent: whoever wrote it down had been told."""
_AWAY = re.compile(
    r"\b(?:no|not there|not here|absente?s?|missing|away|didn['’]t (?:come|show)|did not (?:come"
    r"|show)|no-?show"
    r"|abwesend|fehlt|fehlte|ohne nachricht|unentschuldigt|nein|nicht da|non|pas là|pas venue?"
    r"|ausente|assente|afwezig|nieobecn\w+)\b"
    r"|\A\s*[-–✗✘×❌]\s*\Z|[✗✘❌]|(?:\A|\s)\[ \]",
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
    def has_reason(self) -> bool:
        """Whether the text says why they were absent."""
        return self.is_excused or bool(_REASON.search(self.note))

    @property
    def is_away(self) -> bool:
        """Whether they were not there and said nothing."""
        return bool(_AWAY.search(self.note)) and not self.is_excused


def names_in(text: str) -> list[Named]:
    """Return the people of a list, in order."""
    found = [each for each in map(_named, _parts(text)) if each is not None]
    if len(found) == 2 and " " in found[0].name and found[1].name.islower():
        return found[:1]  # "Sophie Blanc, mairie"
    return found[:MOST]


def looks_like_names(text: str) -> bool:
    """Return whether a text is a list of names and nothing else."""
    parts = [each for each in _parts(text) if each]
    return bool(parts) and all(_is_bare_name(each) for each in parts)


def is_list_of_names(text: str) -> bool:
    """Return whether most of a list of at least two are names, with or without a note."""
    parts = [each for each in _parts(text) if each]
    found = [each for each in map(_named, parts) if each is not None]
    return len(found) > 1 and len(found) * 3 >= len(parts) * 2


_RUN = re.compile(r"(?:[A-ZÀ-ÝŁŚŻŠČĐ][\w'’-]{1,30} ){3,40}[A-ZÀ-ÝŁŚŻŠČĐ][\w'’-]{1,30}")


def run_together(text: str) -> list[str]:
    """Return people whom nothing parts, as pages copy them: "Gia Holt Hal Ito"; none if unsure."""
    words = text.split()
    if len(words) % 2 or _RUN.fullmatch(text) is None:
        return []
    return [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]


def one_per_line(text: str) -> Named | None:
    """Return the person of a line that is about one: "Noor (noor on IRC), chair"."""
    name, bracket, rest = text.partition("(")
    if "," in name:
        name, _, more = name.partition(",")
        return _named(name.strip(), f" {more}{bracket}{rest}")
    return _named(name.strip(), f"{bracket}{rest}") if bracket else _named(text)


def _is_bare_name(text: str) -> bool:
    _, name = _led(text.strip())
    return bool(name) and _is_name(name) and not _CUT.search(name)


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


def _led(text: str) -> tuple[str, str]:
    """Return what stands before a name, and the rest."""
    at = 0
    for _ in range(MOST_LEADS):
        match = _LEAD.match(text, at)
        if match is None:
            break
        at = match.end()
    return text[:at], text[at:].strip()


def _named(text: str, note: str = "") -> Named | None:
    """Return one person; None if these words name nobody."""
    text = "" if "://" in text else text.strip()
    lead, text = _led(text)
    note = f"{lead if '[' in lead else ''} {note}"
    name, bracket, inside = text.rstrip(".").partition("(")
    note = f"{note} {inside.rstrip(') ')}".strip()
    name = _TITLE.sub("", name)
    if cut := _CUT.search(name):
        note = f"{note} {name[cut.start() :].strip()}".strip()
        name = name[: cut.start()]
    name = name.strip(" \t*-–—@\"'“”!?✓✗✘").rstrip(".")
    name = name if _INITIAL.search(name) is None else f"{name}."
    if _ME.fullmatch(name):
        nick = inside.strip(") ") if bracket else ""
        return Named(nick, note) if nick and _is_name(nick) else Named("", note, True)
    return Named(name, note) if name and _is_name(name) else None


_INITIAL = re.compile(r"\w\w [A-ZÀ-Ý]\Z")
"""A surname of one letter keeps its full stop: "Lena B."."""


_HAN = re.compile(r"[\u3400-\u9fff]")
"""A name of one letter, in a script in which there are such."""


def _is_name(text: str) -> bool:
    """Return whether words look like the name of one person."""
    if not (1 < len(text) <= LONGEST or _HAN.fullmatch(text)) or not _NAME.fullmatch(text):
        return False
    words = text.split()
    if _NOT_A_NAME.fullmatch(text) or is_role(text) or sense_of(text) is not None:
        return False
    if len(words) == 1:
        return True
    plain = [each for each in words if each.casefold() not in _PARTICLE]
    if all(each[0].isupper() or not each[0].islower() for each in plain):
        return bool(plain)
    return (
        len(words) == 2
        and all(each[0].islower() for each in words)
        and not any(map(_is_said, words))
    )


def _is_said(word: str) -> bool:
    """Return whether a word says something of the one before it: "ravi late"."""
    return sense_of(word) is not None or is_role(word) or says_nothing(word) or len(word) < 3
