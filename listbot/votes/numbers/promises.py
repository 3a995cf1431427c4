"""Values that are promised, or given for somebody else: nobody has cast them yet. Pure.

"I will give my +1 tomorrow", "Then I can +1 it", "I would +1 it with docs"; "On behalf of Carol:
+1", "Bo asked me to +1 this". The writer is asked: what is promised is cast later, and what is
somebody else's must come from them. Never raises.
"""

import re
from itertools import pairwise

from listbot.votes.lexicon.words import FIRST_PERSON, OTHERS, vocabulary
from listbot.votes.numbers.context import Spot
from listbot.votes.numbers.ownership import is_from_me

_FUTURE = vocabulary("will shall going werde vais voy zal")
_FOLLOWS = vocabulary("follows folgt kommt suit suivra arrive sigue viene segue arriva volgt")
"""Behind a value: "My +1 follows later"."""
_ABLE = vocabulary("can could")
_LATER = vocabulary(
    "tomorrow tonight later soon afterwards after when once until next week weekend monday tuesday "
    "wednesday thursday friday saturday sunday morgen später demain mañana domani"
)
_OBJECTS = vocabulary("it this that them")
_WITH = vocabulary("with without")
_FOR_ANOTHER = vocabulary("behalf proxy stead namens")
_IN_THE_NAME = frozenset({("am", "namen"), ("au", "nom"), ("en", "nombre"), ("a", "nome")})
"""As tokens: "im" is read as "I am"."""
_ASKS = vocabulary(
    "asked asks told tells wants wanted begged instructed authorised authorized lets let"
)
_TRIGGERS = _FOR_ANOTHER | _ASKS | frozenset(noun for _, noun in _IN_THE_NAME)
_THEY_ARE = vocabulary("is are votes vote say says give gives")
"""Behind a comma their subject stands farther left: "Everybody here, so Ana and Bo, is +1"."""
_PEOPLE = vocabulary("boss manager team group company colleague colleagues department")
_DEPUTIES = vocabulary("deputy delegate substitute representative")
_MYSELF = vocabulary("myself me my only just mine one")
_NOT_NAMES = vocabulary(
    "binding non-binding nonbinding unbinding committer member maintainer contributor user "
    "developer approve approved accept yes agree agreed thanks finally strong strongly weak "
    "tested late again still"
)
_ME = vocabulary("me us mich mir")
_OWN = vocabulary("my mine thank thanks thx")
_PASSES_ON = re.compile(
    r"\b(?:forwarding|forwarded|fwd|relaying|relayed|on behalf)\b"
    r"|\b(?:forward|relay|pass(?:ed|ing)?) (?:this|it|on|along)\b"
)
_BEFORE_PERSON = frozenset({"(", "for", "from"})


def is_promised(place: Spot) -> bool:
    """A value that its writer gives later, or would give."""
    words, right = place.left_words, place.right_words
    if FIRST_PERSON.isdisjoint(words):
        return False
    if right[:1] != [] and right[0] in _FOLLOWS:
        return True
    if not _FUTURE.isdisjoint(words) or not _ABLE.isdisjoint(words):
        if not _LATER.isdisjoint(right) or not _LATER.isdisjoint(words):
            return True
        return not _ABLE.isdisjoint(words) and "then" in place.texts[: place.at]
    return "would" in words and right[:1] != [] and right[0] in _OBJECTS and _has_with(right)


def _has_with(right: list[str]) -> bool:
    """ "it with docs"; "this with pleasure" has no more behind it, but nobody can tell."""
    return not _WITH.isdisjoint(right[1:])


def passes_on(text: str) -> bool:
    """Whether a folded text before a value says that it is passed on: "forwarding for Bo".

    "Thanks for forwarding this" and "forwarding my vote" do not.
    """
    return _PASSES_ON.search(text) is not None and _OWN.isdisjoint(text.split())


def is_for_another(place: Spot) -> bool:
    """A value that the writer passes on: "on behalf of Carol", "Bo asked me to +1", "Bo asked me to
    forward this: +1".
    """
    words = place.texts
    if words[place.at - 1] == ":" and passes_on(" ".join(words[: place.at])):
        return True
    if _is_for_person(place) or _speaks_for(words[: place.at]):
        return True
    if place.left_words[:1] != [] and place.left_words[0] in _THEY_ARE:
        return words[0] in OTHERS and FIRST_PERSON.isdisjoint(words)
    if _TRIGGERS.isdisjoint(words):
        return False
    if not _FOR_ANOTHER.isdisjoint(words) or not _IN_THE_NAME.isdisjoint(pairwise(words)):
        return "my" not in words and not is_from_me(place)
    asked = place.left_words[place.left_words[:2] == ["let", "me"] :]
    return any(one in _ASKS and two in _ME for one, two in pairwise(asked))


def _is_for_person(place: Spot) -> bool:
    """ "+1 for Carol, who is away", "+1 for my boss", "+1 from my team", "+1 (Carol)"."""
    if place.after is None or place.after.text not in _BEFORE_PERSON:
        return False
    rest = place.rest[:5]
    texts = [token.text for token in rest]
    if texts[0] == "(":
        if len(place.rest) != 3 or texts[2] != ")" or not rest[1].capital:
            return False
        written = place.statement.text[rest[1].at : rest[1].end]
        return not (written.isupper() or texts[1] in _NOT_NAMES | place.voice.author)
    if len(rest) < 3:
        return False
    if texts[1] == "my":
        return not _PEOPLE.isdisjoint(texts[2:4])
    return texts[0] == "for" and rest[1].capital and texts[2:4] == [",", "who"]


def _speaks_for(before: list[str]) -> bool:
    """ "As Carol's deputy: +1", "Speaking for the team: +1"."""
    if before[:2] == ["speaking", "for"]:
        return before[2:3] != [] and before[2] not in _MYSELF
    return (
        before[:1] == ["as"] and before[1:2] != [] and before[1].endswith("'s")
    ) and not _DEPUTIES.isdisjoint(before[2:4])
