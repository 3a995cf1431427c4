"""Reads who was there in sentences. Pure; linear.

A sentence that speaks of being there and has a list of names says who was there.
"""

import re
from collections.abc import Iterator

from listbot.records.minutes.words.people import Named, is_list_of_names, names_in

FIRST = 20_000  # characters of a text in which such sentences are looked for
LEAST = 2  # people; one name says nothing

_SENTENCE = re.compile(r"(?<=[.!?;])\s|\n\n")
_BIG = r"[A-ZÀ-ÝŁŚŻŠČĐА-ЯЁ]"
_NAME = (
    rf"(?:{_BIG}[\w'’-]{{1,40}}+"
    rf"(?: (?:(?:de|da|van|von|der|di) )?{_BIG}[\w'’-]{{0,40}}+\.?){{0,3}}+"
    r"|I\b|me\b|myself|ich|moi|yo|io|eu|ik)"
)
_ONE = rf"{_NAME}(?: ?\([^()]{{0,60}}\))?"
_LIST = re.compile(
    rf"(?<![\w@]){_ONE}(?:(?:, ?(?:and |und |et |y |e |en |sowie )?| ?[&+/] ?| (?:and|und|et|y|e"
    rf"|en|i|a|и|och|og|sowie|plus|as well as) ){_ONE}){{1,40}}+"
)
_CUE = re.compile(
    r"\b(?:we were|there were|there was|(?:present|there|here|in attendance|attending) were"
    r"|(?:was|were|are) (?:all )?(?:present|there|here)"
    r"|present|in attendance|on the call|in the call|in the room|on the line|at the table"
    r"|attended|attending|took part|came|joined|met|turned up"
    r"|participants?|attendees|with us|dialled in|it was|made it|yesterday|tonight|today|here|there"
    r"|dabei|anwesend|wir waren|waren da|da waren|waren wir|teilgenommen|nahmen|gekommen|gestern"
    r"|getroffen|erschienen|trafen|zusammengekommen|kamen|versammelt\w*|gathered|got together"
    r"|присутствовали|участвовали|собрались|были"
    r"|nous étions|étaient|étions|présents?|présentes?|il y avait|participants?|participé|réunis"
    r"|retrouvés|sont venus"
    r"|asisti\w+|asistentes|estábamos|estuvi\w+|éramos|reunimos|reunieron|reuniram\w*|reuniu\w*|riunit\w*|conecta\w+|participa\w+|presentes|presenti|estiveram"
    r"|estavam|estávamos|erano|eravamo|aanwezig|waren|waren er)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?<!['’])[oa] (?=[A-ZÀ-Ý][\w-]+(?:,| e |[.;]))")
"""What Portuguese puts before a name: "a Inês, o Rui e o Tiago"."""
_VERB_FIRST = re.compile(
    r"\A(?:Estuv\w+|Asist\w+|Particip\w+|Éramos|Fuimos|Estav\w+|Estiv\w+|Eravamo|Erano|Waren|Da|Present"
    r"|Anwesend|Présents?|Étaient|Были|Присутствовали|Участвовали|Byli|Aanwezig)\b"
)
"""What begins a sentence before the people, and would be taken for a name."""
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
    r"(?:参加|出席|与会|到会)\w{0,8}?(?:有|是|为|：|:)\s*(?P<people>[^。;；\n]{2,200})",
    rf"\A[^:\n]{{0,60}}\b{_EVENT}\b[^:\n]{{0,30}}:\s*{_PEOPLE}[.\n]",
)
"""Lists whose names need no capital: behind a colon, or a word that only stands before people."""


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
        plain = _ARTICLE.sub("", " ".join(sentence.split()))
        people = _in_sentence(_VERB_FIRST.sub(lambda match: match[0].lower(), plain))
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
