"""Reads who took on what in sentences: "Kim will write to them". Pure; linear.

A sentence about a person we know to have been there counts if its verb is about doing something,
not about telling, wanting or being.
"""

import re
from collections.abc import Collection

from listbot.records.minutes.doing.doers import begins, known_at_start, people_of
from listbot.records.minutes.doing.tasks import LEAST, Task, cared_for
from listbot.records.minutes.doing.ties import tied_to
from listbot.records.minutes.words.phrases import IS_DONE
from listbot.votes.lexicon.words import vocabulary

_DOES = re.compile(r"(?P<what>(?P<verb>[^\W\d_][\w'’-]{1,30})\b.*)", re.DOTALL)
_AUXILIARY = vocabulary(
    "is was has had does did says said thinks thought likes liked wants wanted prefers reports "
    "explains hopes proposes proposed suggests suggested presents shows showed reminds reminded "
    "would could can may might must should gets knows needs feels agrees disagrees as his this "
    "its "
    "wonders doubts believes finds sees works lives waits stands runs owns maintains uses "
    "welcomed "
    "welcomes misses speaks talks replies answers argues objects warns points mentions notes "
    "remembers expects plans tried tries offered seems looks "
    "steps leaves joins and are were have thanks asked opens closes chairs "
    "ist war hat hatte habt berichtet bietet sagt meint findet fragt möchte kann darf mag weiß "
    "hält eröffnet begrüßt schließt leitet schlägt zeigt erklärt bittet gibt arbeitet nutzt "
    "erzählt "
    "erwähnt glaubt wartet schafft kennt fehlt kommt geht stimmt "
    "und sind waren haben wird einverstanden dankt "
    "est a était avait pense hésite préfère propose présente raconte explique dit peut veut "
    "trouve "
    "doit espère et moi ont sont rappelle indique précise remercie signale constate annonce "
    "souhaite estime ajoute répond montre "
    "dice explica propone opina pregunta cuenta informa comenta recuerda presenta muestra cree "
    "quiere puede estaba había tiene está es "
    "disse explicou propõe pergunta conta informa lembra apresenta mostra acha quer pode tem "
    "está "
    "spiega propone chiede racconta informa ricorda presenta mostra pensa vuole può "
    "предлагает считает говорит спрашивает думает хочет может рассказывает сообщает отмечает "
    "напоминает знает "
)
"""Words behind a name that tell of no task: being, telling, wanting."""
_NOT_DOING = re.compile(
    r"(?:stellt\s.{0,200}\b(?:vor|fest)\b|stellt fest\b|zeigt im\b|bietet\b|a demandé"
    r"|demande si\b"
    r"|(?:will|would|to|va)\s+(?:be|have)\b|be (?:away|there|back)\b|away\b"
    r"|\w+ (?:(?:us|them|everybody|uns|nous|nos|ci) )?(?:that|dass|daß|que|qu['’]|s['’]il|che"
    r"|что|że|whether|if|ob|si)\b"
    r"|s['’](?:est|était)\b(?! (?:engag|propos|charg|port)ée?)|(?:não|no|non|ne|n['’]\w+|nie|не"
    r"|nicht"
    r"|niet)\s|sen(?:t|ds)\s(?:his|her|their|regrets|apologies)\b)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    r"fragt\b.{0,200}\bnach\W*|fragt (?:beim?|in|im|nach|den|die|das|herrn|frau)\b"
    r"(?!.{0,200}\b(?:ob|warum|wie|wann|wer|was)\b).*",
    re.DOTALL,
)
"""A German verb in two parts: to ask for something is a task, to ask is none."""
_PRESENT = {
    "en": re.compile(r"\w+[^s\W]s"),
    "de": re.compile(r"\w+[^\Wt]t"),
    "fr": re.compile(r"(?:s['’])?\w+(?:(?<!ai)t|e|d|ent|ra)"),
    "es": re.compile(r"\w+(?:a|e|rá|án)"),
    "it": re.compile(r"\w+(?:a|e|rà|nno)"),
    "pt": re.compile(r"\w+(?:a|e|rá|ão)"),
    "nl": re.compile(r"\w+t"),
    "ru": re.compile(r"\w+(?:ит|ет|ёт|ат|ят|ут|ют)(?:ся)?"),
}
"""What a verb of one person in the present ends in."""
_OFTEN = {
    "en": vocabulary("the and to of is for we in on not was"),
    "de": vocabulary("der die das und ist nicht wir ein eine im auf den zu es"),
    "fr": vocabulary("le la les et est pas nous un une des en de du pour"),
    "es": vocabulary("el la los las y no un una en de del para se que con por"),
    "it": vocabulary("il lo gli di che e non un una del della per con sono si da al"),
    "pt": vocabulary("o os a as não um uma em de do da para se que com foi e no na"),
    "nl": vocabulary("de het een en is niet we van voor op dat er te"),
    "ru": vocabulary("и в на не что мы с по для до это к"),
}
"""The commonest words."""
_NO_PROMISE = (":", "-", "–", "—", "should", "must", "muss", "=")
"""Ties that make a task of a sentence only in a list of tasks."""
_ADDED = re.compile(
    r", (?:and (?:it|that|this)|that['’]s|because|since|though|although|which|weil|damit|denn"
    r"|car)\b"
)
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


_RECORDED = re.compile(
    r"\b[Aa]ction(?: item| point)?s? (?:for"
    r"|on) (?P<who>[A-ZÀ-Ý][\w'’-]{1,30}(?: [A-ZÀ-Ý][\w'’-]{0,30}){0,2})"
    r" to (?P<what>\S.{2,400})",
    re.DOTALL,
)
"""What somebody has written down: "I'll record an action item for Ana to write it"."""


def recorded_in(sentence: str) -> Task | None:
    """Return the task that somebody asks to be written down for somebody."""
    match = _RECORDED.search(sentence[:LONGEST])
    if match is None:
        return None
    return Task(people_of(match["who"]), " ".join(match["what"].split()).rstrip(" ."))


LONGEST = 2_000  # characters of a sentence
_ARTICLE = re.compile(r"(?:o|a|el|la|il|lo|der|die|le|l['’])\s?(?=[A-ZÀ-Ý])", re.IGNORECASE)
"""What some languages put before a name: "o Bento vai", "die Lena schreibt"."""


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
    recorded = recorded_in(sentence)
    if recorded is not None:
        return recorded
    who, rest = known_at_start(sentence, known)
    if not who and (match := _ARTICLE.match(sentence)):
        who, rest = known_at_start(sentence[match.end() :], known)
    if not who and (match := _STRANGER.match(sentence)):
        who, rest = match["who"], sentence[match.end("who") :]
    match = _INVERTED.match(sentence) if not who and language == "de" else None
    if match is not None and any(begins(match["who"], each) for each in known):
        return Task(match["who"], sentence) if match["verb"] not in _AUXILIARY else None
    if not who or _NOT_DOING.match(rest.strip()):
        return None
    tied = tied_to(rest)
    if tied is not None and not rest.lstrip().startswith(
        (":", "-", "–", "—", "should", "must", "muss", "=")
    ):
        what = without_reason(tied)
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
    return _ADDED.split(text)[0].rstrip(" .。")
