"""Reads who took on what in sentences: "Kim will write to them". Pure; linear.

A sentence about a person we know to have been there counts if its verb is about doing something,
not about telling, wanting or being.
"""

import re
from collections.abc import Collection

from listbot.records.minutes.doing.doers import begins, known_at_start, people_of
from listbot.records.minutes.doing.tasks import LEAST, TIE, Task, cared_for
from listbot.records.minutes.words.phrases import IS_DONE
from listbot.votes.lexicon.words import vocabulary

_DOES = re.compile(r"(?P<what>(?P<verb>[^\W\d_][\w'’-]{1,30})\b.*)", re.DOTALL)
_AUXILIARY = vocabulary(
    "is was has had does did says said thinks thought likes liked wants wanted prefers reports "
    "explains hopes proposes proposed suggests suggested presents shows showed reminds reminded "
    "would could can may might must should gets knows needs feels agrees disagrees as his this its "
    "steps leaves joins and are were have thanks asked opens closes chairs "
    "ist war hat hatte habt berichtet bietet sagt meint findet fragt möchte kann darf mag weiß "
    "hält eröffnet begrüßt schließt leitet schlägt zeigt erklärt bittet gibt "
    "und sind waren haben wird einverstanden dankt "
    "est a était avait pense hésite préfère propose présente raconte explique dit peut veut trouve "
    "doit espère et moi ont sont"
)
"""Words behind a name that tell of no task: being, telling, wanting."""
_NOT_DOING = re.compile(
    r"(?:stellt\s.{0,200}\b(?:vor|fest)\b|stellt fest\b|zeigt im\b|bietet\b|a demandé|demande si\b"
    r"|(?:will|would|to|va)\s+(?:be|have)\b|be (?:away|there|back)\b|away\b"
    r"|s['’](?:est|était)\b|sen(?:t|ds)\s(?:his|her|their|regrets|apologies)\b)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(r"fragt\b.{0,200}\bnach\W*", re.DOTALL)
"""A German verb in two parts: to ask for something is a task, to ask is none."""
_PRESENT = {
    "en": re.compile(r"\w+[^s\W]s"),
    "de": re.compile(r"\w+[^\Wt]t"),
    "fr": re.compile(r"(?:s['’])?\w+(?:(?<!ai)t|e|d|ent|ra)"),
    "es": re.compile(r"\w+(?:a|e|rá|án)"),
    "it": re.compile(r"\w+(?:a|e|rà|nno)"),
}
"""What a verb of one person in the present ends in."""
_OFTEN = {
    "en": vocabulary("the and to of is for we in on not was"),
    "de": vocabulary("der die das und ist nicht wir ein eine im auf den zu es"),
    "fr": vocabulary("le la les et est pas nous un une des en de du pour"),
    "es": vocabulary("el la los las y no un una en de del para se que con por"),
    "it": vocabulary("il lo gli di che e non un una del della per con sono si da al"),
}
"""The commonest words."""
_ADDED = re.compile(r", (?:and (?:it|that|this)|that['’]s|because|since|weil|damit|denn|car)\b")
_INVERTED = re.compile(
    r"[^\s,.;:!?]{1,30}(?: [^\s,.;:!?]{1,30}){0,4} (?P<verb>[a-zäöü]{2,20}t)"
    r" (?P<who>[A-ZÄÖÜ][\w-]{1,30})\b"
)
"""A German clause in which the person stands behind the verb: "den fährt Emre hin"."""
_STRANGER = re.compile(
    r"(?P<who>(?!(?:We|It|They|This|That|There|The|You|He|She|I|Who|Nobody|Everybody|Everyone"
    r"|Somebody|Someone|What|Nothing|Both)\b)"
    r"[A-ZÀ-Ý][\w-]{1,30}(?: [A-ZÀ-Ý][\w-]{1,30})?) (?=will (?!be\b|have\b|not\b|need\b)|(?:is"
    r"|was) (?:going|asked) to )"
)
"""A person of whom the text said nothing before."""


def language_of(text: str) -> str:
    """Return the language of a text: "en", "de", "fr", "es" or "it"."""
    words = text[:20_000].casefold().split()
    return max(
        _OFTEN, key=lambda each: sum(word in _OFTEN[each] for word in words) / len(_OFTEN[each])
    )


def told_in(
    sentence: str, known: Collection[str], language: str = "en", is_past: bool = False
) -> Task | None:
    """Return the task that a sentence tells of, if its first words are a person we know. `is_past`:
    the sentence speaks of an earlier day, so that only a tie ("will", "to") makes a task of it.
    """
    sentence = " ".join(sentence.split()).strip()
    if IS_DONE.search(sentence) or sentence.endswith("?"):
        return None
    cared = cared_for(sentence, known)
    if cared is not None:
        return cared
    who, rest = known_at_start(sentence, known)
    if not who and (match := _STRANGER.match(sentence)):
        who, rest = match["who"], sentence[match.end("who") :]
    match = _INVERTED.match(sentence) if not who and language == "de" else None
    if match is not None and any(begins(match["who"], each) for each in known):
        return Task(match["who"], sentence) if match["verb"] not in _AUXILIARY else None
    if not who or _NOT_DOING.match(rest.strip()):
        return None
    tie = TIE.match(rest)
    if tie and not rest.lstrip().startswith((":", "-", "–", "—", "should", "must", "muss", "=")):
        what = without_reason(tie["what"] or tie["more"])
        return Task(people_of(who), what) if len(what) >= LEAST else None
    return None if is_past else _doing(who, rest, language)


def _doing(who: str, rest: str, language: str) -> Task | None:
    """Return a task told in the present: "Lena tells the treasurer"."""
    found = _DOES.fullmatch(rest.strip())
    if found is None or (found["verb"].lower() in _AUXILIARY and not _ASKS.fullmatch(rest.strip())):
        return None
    verb = found["verb"].lower()
    return Task(who, without_reason(found["what"])) if _PRESENT[language].fullmatch(verb) else None


def without_reason(text: str) -> str:
    """Return a task without what the sentence adds to it: ", and it will be voted on there"."""
    return _ADDED.split(text)[0].rstrip(" .")
