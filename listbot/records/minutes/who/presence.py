"""Reads who was there, and who could not come, in sentences. Pure; linear.

A sentence that speaks of being there and has a list of names says who was there.
"""

import re
from collections.abc import Iterator, Sequence

from listbot.records.minutes.words.people import Named, is_list_of_names, names_in

FIRST = 20_000  # characters of a text in which such sentences are looked for
LEAST = 2  # people; one name says nothing

_SENTENCE = re.compile(r"(?<=[.!?;])\s|\n\n")
_BIG = r"[A-ZÀ-ÝŁŚŻŠČ]"
_NAME = (
    rf"(?:{_BIG}[\w'’-]{{1,40}}+"
    rf"(?: (?:(?:de|da|van|von|der|di) )?{_BIG}[\w'’-]{{0,40}}+\.?){{0,3}}+"
    r"|I\b|me\b|myself|ich|moi|yo|io|eu|ik)"
)
_ONE = rf"{_NAME}(?: ?\([^()]{{0,60}}\))?"
_LIST = re.compile(
    rf"(?<![\w@]){_ONE}(?:(?:, ?(?:and |und |et |y |e |en |sowie )?| ?[&+/] ?| (?:and|und|et|y|e"
    rf"|en|i|a|och|og|sowie|plus|as well as) ){_ONE}){{1,40}}+"
)
_CUE = re.compile(
    r"\b(?:we were|there were|there was|(?:present|there|here|in attendance|attending) were"
    r"|(?:was|were|are) (?:all )?(?:present|there|here)"
    r"|present|in attendance|on the call|in the call|in the room|on the line|at the table"
    r"|attended|attending|took part|came|joined|met|turned up"
    r"|participants?|attendees|with us|dialled in|it was|made it|yesterday|tonight|today|here|there"
    r"|dabei|anwesend|wir waren|waren da|da waren|waren wir|teilgenommen|nahmen|gekommen|gestern"
    r"|getroffen|erschienen"
    r"|nous étions|étaient|étions|présents?|présentes?|il y avait|participants?|participé|réunis"
    r"|retrouvés|sont venus"
    r"|asisti\w+|asistentes|estábamos|estuvi\w+|éramos|participa\w+|presentes|presenti|estiveram"
    r"|estavam|estávamos|erano|eravamo|aanwezig|waren|waren er)\b",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"\b(?:absent|excus\w+|regrets|apolog\w+|could(?:n['’]t| not)|can(?:not|['’]t)|not there"
    r"|missing|konnten? nicht|fehlt\w*"
    r"|entschuldigt|abgesagt|verhindert|absents?|n['’]ont pas pu|n['’]a pas pu|ausentes?"
    r"|next (?:meeting|time)|last (?:time|year|month)|will|won['’]t)\b",
    re.IGNORECASE,
)
_PEOPLE = r"(?P<people>[^.!?;]{2,300}?)"
_EVENT = r"(?:tonight|today|yesterday|call|meeting|sync|gestern|kneipe|treffen|hier|réunion)"


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each, re.IGNORECASE | re.DOTALL) for each in patterns)


_COLON = _any(
    rf"\b(?:we were|there were|present were|it was)\s+(?:\w+\s*:\s*)?{_PEOPLE}[.!;]",
    rf"\bwe were (?:only )?\w+:\s*{_PEOPLE}[.!;]",
    rf"\b(?:we were|wir waren|nous étions|éramos)(?: zu)? \w+ ?\({_PEOPLE}\)",
    rf"\b(?:wir waren|nous étions|éramos)(?: zu)?(?: \w+)?\s?:\s*{_PEOPLE}[.!;]",
    rf"\banwesend waren:?\s+{_PEOPLE}[.!;]",
    rf"\bil y avait:?\s+{_PEOPLE}[.!;]",
    rf"\b(?:participante?s?|present|attendees|dabei|anwesend|there|here|with"
    rf"|da)\s?:\s*{_PEOPLE}[.!;\n]",
    rf"\A{_PEOPLE}\s+(?:are |were )?here\b",
    rf"\A[^:\n]{{0,60}}\b{_EVENT}\b[^:\n]{{0,30}}:\s*{_PEOPLE}[.\n]",
)
"""Lists whose names need no capital: behind a colon, or a word that only stands before people."""
_LATER = re.compile(
    r"\b(?P<people>[^\W\d]\w+) (?:was (?:also there|there as well|there too|on the call)"
    r"|joined (?:us )?(?:by phone|later|late|remotely|halfway)|came (?:a (?:bit|little) )?later"
    r"|kam später(?: dazu)?|kam dazu|nous a rejoints"
    r"|belongs to those present)\b"
)
_SOME = r"(?P<people>[\w, ]{2,80}?)\s{1,3}"
_REGRETS = _any(
    rf"{_SOME}(?:sends?|sent|has sent|have sent)\s{{1,3}}(?:(?:his|her|their)\s{{1,3}})?"
    r"(?:regrets|apologies)",
    rf"{_SOME}(?:can['’]t|cannot|could not|can not|couldn['’]t)\s{{1,3}}(?:make it|come|be there"
    rf"|attend)",
    rf"{_SOME}(?:excused|had written to say)\b",
    rf"{_SOME}(?:konnten? nicht|hatten? abgesagt|(?:ist|war|sind|waren) (?:entschuldigt|krank"
    rf"|verhindert))\b",
    r"entschuldigt hatten sich (?:vorher )?(?:schon )?(?P<people>[\w, ]{2,80})",
    rf"{_SOME}(?:s['’](?:est|était) excusée?|ont demandé à être excusés|a prévenu|est excusée?"
    rf"|sont excusée?s)",
)


def people_in_sentences(text: str) -> Iterator[list[Named]]:
    """Yield the lists of people who were there, as far as sentences name them."""
    text = text[:FIRST]
    is_found = False
    for pattern in _COLON:
        for match in pattern.finditer(text):
            people = names_in(re.sub(r"^\w+:\s*", "", " ".join(match["people"].split())))
            if len(people) >= LEAST and is_list_of_names(match["people"]):
                is_found = True
                yield people
    if is_found:
        return
    for sentence in _SENTENCE.split(text):
        people = _in_sentence(" ".join(sentence.split()))
        if people:
            yield people
            return


def _in_sentence(sentence: str) -> list[Named]:
    """Return the people of the first list of names in a sentence that speaks of being there."""
    match = _LIST.search(sentence)
    if match is None or not _CUE.search(sentence):
        return []
    before = sentence[: match.start()]
    if _NOT_THERE.search(before[before.rfind(",") + 1 :]) or _NOT_THERE.match(
        sentence, match.end() + 1
    ):
        return []
    return names_in(match[0]) if is_list_of_names(match[0]) else []


def later_in(text: str) -> list[Named]:
    """Return those who came later, or who were there as well."""
    return [each for match in _LATER.finditer(text[:FIRST]) for each in names_in(match["people"])]


def excused_in(text: str, said: Sequence[str] | None) -> list[Named]:
    """Return those who could not come, by sentences. `said`: what a chat's people said."""
    found: list[Named] = []
    for sentence in said or re.split(r"(?<=[.!?])\s|\n\n|[(),;]\s", text[:FIRST]):
        plain = " ".join(sentence.split()).removeprefix("#info ")[:LONGEST_SENTENCE]
        for pattern in _REGRETS:
            match = pattern.search(plain)
            if match is not None:
                people = names_in(match["people"])
                found += [each for each in people if each.name.count(" ") < 2]
    return found


LONGEST_SENTENCE = 1_000  # characters
