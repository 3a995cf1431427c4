"""Finds what a sentence that puts something off is about. Pure; linear; never fails.

Its own words say it ("the logo was postponed", "über den Namen reden wir im Mai"), or the words
that stand before a colon or a dash. What only points at something ("it", "the item") names nothing.
"""

import re

LONGEST = 160  # characters of a sentence that stands for a topic
MOST_WORDS = 9  # of a topic

_NUMBER = re.compile(
    r"^(?:(?:TOP|Item|Point|Punkt|Topic)\s*)?(?:\d{1,2}(?:\.\d{1,2})?|[A-Z])[.):/]?\s+(?=\S)",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:new |next )?(?:topic|sujet|thema|tema)\s?: ?", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*(?:\[[\d:]{3,8}\]|\([^()]{0,60}\d\d?:\d\d[^()]{0,10}\))\s*\Z|\A\[[\w.-]{2,30}\] "
)
"""A time behind a topic, or a person before it."""
_BROUGHT = re.compile(r"\s*[(\[](?=[A-ZÀ-Ý]|[^()\[\]]{2,30}\bmin)[^()\[\]]{2,40}[)\]]\Z")
"""The people behind a topic, or its minutes."""
_EXPLAINED = re.compile(r", see |; |\. (?=[A-ZÀ-Ý])| \((?=[^()]{20})")
_MARKS = ' *_"“”„«»'

NAMED = re.compile(r"(?P<what>[^:.?!]{2,60}?)\s?:\s+(?P<rest>\S.*)", re.DOTALL)
BRIEF = re.compile(
    r"(?P<what>[^\W\d][^.:;!?,]{2,50}?(?:\?|\.|\s[-–—]{1,2}|\s*(?:->|=>|→)))\s(?:[^\w\s]\s*)?"
    r"(?P<rest>[^.:;,]{3,40}\.?)"
)
"""A line that names something, and what became of it: "Funding. No decision"."""

_BE = (
    r"(?:is|are|was|were|has been|have been|had to be|will be|gets?|got|wird|werden|wurde|wurden"
    r"|ist|sind|est|sont|a été|ont été|se|queda|quedan|fica|ficou|foi|è|sono|wordt|blieb|bleibt)"
)
_SUBJECT = re.compile(
    r"(?:(?:and|but|so|then|also|the (?:point|item|topic|question|vote|matter|issue)(?: (?:of"
    r"|on)(?: the)?)?|der punkt"
    r"|das thema|die frage|le point|le sujet|el punto|o ponto|il punto|вопрос)\s+)*"
    rf"[\"“„«]?(?P<what>[^,;:.()]{{2,80}}?)[\"”“»]?,?\s+{_BE}\s+(?:\w+\s+){{0,4}}?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?P<what>[^,;:.()]{2,60}?)(?: to be|,)?\s*")
"""A subject right before its verb: "tape driver postponed"."""
_ARTICLE = re.compile(r"\A(?:the|der|die|das|le|la|les|el|los|o|a|os|as|il|lo)\s+", re.IGNORECASE)
_IT = re.compile(
    r"(?:item|point|topic|question|discussion|decision|matter|vote|rest|punkt|thema|entscheidung"
    r"|sujet|punto|ponto|(?:eine|a|the) (?:entscheidung|decision|discussion)|le vote|der rest)\Z",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|this|that|these|they|which|we|let|i|i['’]d|there|nobody|no one|foi|ficou|fica|se|no"
    r"|kein\w*|pas|es|das|dies|dieses|wir|man|darüber|ce|cela|ça|on|nous|il|elle|eso|esto|isso"
    r"|isto|questo)\b",
    re.IGNORECASE,
)
"""Words that only point at something, or at nothing."""
_IS = re.compile(r"\b(?:is|are|was|were|ist|sind|war|est|sont|es|está|é|è)\b", re.IGNORECASE)
_HAN = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]")
_ABOUT = re.compile(
    r"(?:über (?:die |das |den )?(?P<de>[^,.;]{2,60}?) (?:reden|sprechen|entscheiden|diskutieren"
    r"|haben|wird|wurde|wollen)"
    r"|(?:pour|quant (?:à|au)) (?P<fr>[^,.;]{2,60}?), "
    r"|(?:sobre|acerca de) (?P<es>[^,.;]{2,60}?),? (?:se|hablaremos|queda|no hubo|no hay"
    r"|lo dejamos)"
    r"|(?:про|об?) (?P<ru>[^,.;]{2,60}?) (?:поговорим|обсудим|решим)"
    r"|(?:(?:out of|no|not enough) time for|get round to|(?:agree|agreed|conclusion|decision"
    r"|consensus|agreement) (?:yet )?(?:on|about)|agreed yet|thing with|question of)"
    r" (?P<en>[^,.;:]{2,60}?)(?=[,.;:]|\Z))",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"\bob wir (?:das |die |den )?(?P<what>[^,.;]{2,60}?), ", re.IGNORECASE)
_TALKED = re.compile(
    r"\b(?:(?:talked|spoke|turned|came|moved on|discussed|debated)(?: \w+){0,3}? (?:about|to"
    r"|over)"
    r"|(?:next|then|first)(?: \w+){0,2} (?:came|was|were|on to)|(?:question|matter|issue|thing)"
    r" (?:of|with|about)|ging es um|sprachen (?:wir )?über|kamen wir zu[mr]?"
    r"|(?:avons|a|ont) (?:ensuite )?parlé d(?:e la|es|e|u)|hablamos d(?:el?|e l[ao]s?)"
    r"|falamos(?: \w+)? d[oae]s?|abbiamo parlato d(?:i|el|ella|ei))\s(?P<what>[^,.;:()]{2,60})",
    re.IGNORECASE,
)


def cut(topic: str) -> str:
    """Return a topic without its number, its time, and who brought it."""
    topic = _BROUGHT.sub("", topic)
    return _TOPIC.sub("", _ASIDE.sub("", _NUMBER.sub("", _ASIDE.sub("", topic)))).strip(" :*_-–—")


def short(text: str) -> str:
    """Return a topic without what explains it."""
    return _EXPLAINED.split(cut(text), maxsplit=1)[0]


def said_of(text: str) -> str:
    """Return what a sentence says that it is about: "no time for the logo"."""
    match = _ABOUT.search(text)
    found = next((each for each in match.groups() if each), "") if match else ""
    return _ARTICLE.sub("", found.strip(_MARKS))


def asked_in(text: str) -> str:
    """Return what a sentence asks whether to do; less than a heading says it."""
    match = _WHETHER.search(text)
    return match["what"] if match else ""


def subject_of(text: str) -> str:
    """Return the subject of a sentence. `text`: the sentence up to its verb."""
    match = _SUBJECT.fullmatch(text) or _PLAIN.fullmatch(text)
    what = _ARTICLE.sub("", match["what"].strip(_MARKS)) if match else ""
    is_nothing = _IT.match(what) or _IS.search(what) or _PRONOUN.match(what) or _HAN.search(what)
    return "" if is_nothing or len(what.split()) > MOST_WORDS else what


def only_points(text: str) -> bool:
    """Return whether a sentence begins with what only points at something: "It was left"."""
    return bool(_PRONOUN.match(text))


def talked_about(text: str) -> str:
    """Return what a sentence says that people talked about."""
    match = _TALKED.search(text)
    return _ARTICLE.sub("", match["what"]) if match else ""


def whole(text: str) -> str:
    """Return a sentence that stands for its topic; "" for one too long."""
    return text.rstrip(" .") if len(text) < LONGEST else ""
