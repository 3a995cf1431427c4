"""Reads an operator's answer to "these letters wait": which ones to send and which to drop. Pure.

People write "ok", "ok for 12 and 14, drop 13" or "12: yes". Each line must be made of such words
and nothing else, down to the writer's own name; a word that is not known ("ok, but ...", "not", a
question mark) makes the whole answer unclear, and then nothing is done. Linear; never raises.
"""

import re
from collections.abc import Iterable

from listbot.mail import Mail
from listbot.model.decision import Approval, Choice

TOKEN = 26
"""Letters of a token: all 128 random bits, because its holder is believed."""
MOST_LINES, LONGEST_LINE = 20, 300
MOST_NAMED = 50  # numbers in one answer
LOOKED_AT = 100_000  # characters of a text
MOST_SHOWN, MOST_ADDRESSES = 5, 50  # of one mail

_SUBJECT = re.compile(rf"\[approve ([a-z2-7]{{{TOKEN}}})\]", re.IGNORECASE)
_ADDRESS = re.compile(rf"@(?<=\ba-([a-z2-7]{{{TOKEN}}})@)", re.IGNORECASE)
"""Like `_SUBJECT`, it begins with a mark, so that the search can jump from one to the next."""
_PIECE = re.compile(r"[+-]?\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_ASKS = re.compile(r"^\W{0,9}(?:is|are)\b|\bsend(?:\s++\w++){0,4}?\s++me\b", re.IGNORECASE)
"""A question without its mark, or a wish to be sent the letter: "send it to me"."""
_NAME = re.compile(r"(?:[^\W\d_]|[\s.,'-])++")
_SIGNS = frozenset(".,;:!/&#()-")
_DIGITS = 9


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


YES = _words(
    "+1 ok okay yes yep approve approved send go fine good release lgtm accept accepted publish 👍 "
    "ja oui si sí da sim"
)
NO = _words("-1 no nope drop dropped reject rejected discard delete cancel refuse nein non nee nej")
ALL = _words("all everything")
_FILLING = _words(
    "please thanks thank you thx letter letters number numbers nr and it them this that these "
    "those for the to with hi hello hallo hey dear listbot ahead out is are i me looks"
)
_VERB, _NUMBER, _ALL = "verb", "number", "all"
_Item = tuple[str, int]


def token_in(subject: str) -> str:
    """Return the token in the subject of such an answer; "" if there is none."""
    found = _SUBJECT.search(subject[:1_000])
    return found[1].lower() if found else ""


def tokens_in(mail: Mail) -> tuple[str, ...]:
    """Return the tokens that a mail shows to whoever reads it: in its subject, in the addresses it
    went to, and in its text, also where it quotes.
    """
    shown = "\n".join((mail.subject[:1_000], *mail.to[:MOST_ADDRESSES], mail.body.text[:LOOKED_AT]))
    found = (*_SUBJECT.findall(shown), *_ADDRESS.findall(shown))
    return tuple(dict.fromkeys(map(str.lower, found)))[:MOST_SHOWN]


def without_token(subject: str) -> str:
    """Return a subject without its token, so that no answer to our answer repeats it."""
    return _SUBJECT.sub("", subject[:1_000])


def approval_in(mail: Mail, token: str) -> Approval:
    """Return what a mail with this token says."""
    words = {each.lower() for each in re.findall(r"[^\W\d_]+", mail.author.name[:200])}
    words |= set(re.findall(r"[^\W\d_]+", mail.author.address.partition("@")[0]))
    return Approval(
        token,
        mail.author.address,
        choice_in(mail.body.own, words),
        mail.message_id,
        mail.references,
        mail.subject,
    )


def choice_in(own: str, names: Iterable[str] = ()) -> Choice | None:
    """Return what a mail's own words say; None if that is not plain. `names`: its writer's."""
    lines = [line for line in own[:100_000].splitlines() if line.strip()]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        return None
    called = frozenset(names)
    known = _FILLING | called
    send: set[int] = set()
    drop: set[int] = set()
    rest: set[bool] = set()
    for line in lines:
        if _is_a_name(line, called):
            continue
        items = None if _ASKS.search(line) else _items(line, known)
        if items is None or not _take(items, send, drop, rest):
            return None
    is_clear = len(rest) + bool(send or drop) == 1 and not send & drop
    if not is_clear or len(send | drop) > MOST_NAMED:
        return None
    return Choice(tuple(sorted(send)), tuple(sorted(drop)), next(iter(rest), None))


def _is_a_name(line: str, called: frozenset[str]) -> bool:
    """Whether a line is only its writer's name, in which "da" is not a yes."""
    words = frozenset(re.findall(r"[^\W\d_]+", line.lower()))
    return bool(_NAME.fullmatch(line)) and words <= called and not words <= YES | NO


def _items(line: str, known: frozenset[str]) -> list[_Item] | None:
    """Return the line's words that mean something; None if one is not known."""
    found: list[_Item] = []
    for piece in _PIECE.findall(line):
        word = piece.lower()
        if word in YES or word in NO:
            found.append((_VERB, word in YES))
        elif word.isascii() and word.isdigit() and len(word) <= _DIGITS:
            found.append((_NUMBER, int(word)))
        elif word in ALL:
            found.append((_ALL, 0))
        elif not (word.isspace() or word in _SIGNS or word in known):
            return None
    return found


def _take(items: list[_Item], send: set[int], drop: set[int], rest: set[bool]) -> bool:
    """Add what a line says; return whether it is plain."""
    verbs = {bool(value) for kind, value in items if kind == _VERB}
    numbers = {value for kind, value in items if kind == _NUMBER}
    has_all = any(kind == _ALL for kind, _ in items)
    if not items:
        return True
    if len(verbs) == 1 and numbers and not has_all:
        (send if True in verbs else drop).update(numbers)
        return True
    if len(verbs) == 1 and not numbers:
        rest.update(verbs)
        return True
    return len(verbs) == 2 and not has_all and _take_each(items, send, drop)


def _take_each(items: list[_Item], send: set[int], drop: set[int]) -> bool:
    """Add what a line with both says: "ok 12, drop 13", or "12 ok, 13 drop"."""
    if items[0][0] == _NUMBER:
        items = items[::-1]
    verb, has_numbers = items[0], True
    for kind, value in items:
        if kind == _NUMBER:
            (send if verb[1] else drop).add(value)
            has_numbers = True
        elif not has_numbers:
            return False
        else:
            verb, has_numbers = (kind, value), False
    return has_numbers
