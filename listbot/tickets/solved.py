"""What a requester means by "works now": the answers that close a ticket, and those that do not
reopen one.

A short answer is read from its first word to its last: every word has to belong to a known way of
saying that it works, to thanks, a greeting or a name. So a condition, a doubt, a question or a new
problem never closes a ticket; an answer that is not understood just leaves it open. Pure; never
fails. The phrases are in `solved_phrases`.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto

from listbot.model.desk.ticket import KEY
from listbot.tickets.solved_phrases import COURTESY, SOLVED, THANKS, THE, TURNING, WORKS_AGAIN
from listbot.votes.text.tokens import Token, fold, tokenise

SHORT = 300
"""Characters; a longer answer says more than "it works", so a person has to read it."""

# characters of a line that a mailer may have wrapped; the writer ended a shorter one
_WRAPPED = 50
_NAMES = 3  # words in a name
_THING = 2  # words in the name of a thing that was broken, without "the"
_GLAD = re.compile(
    "[\U0001f44d\U0001f44c\U0001f44f\U0001f64f\U0001f389\U0001f973\U0001f60a\U0001f60d\U0001f642"
    "\u263a\u2764\U0001f49a\U0001f917\U0001f600-\U0001f604\u2705\u2714]|[:;=]-?[)D]|<3|\\^\\^"
)
"""Signs that mean the same as "thanks"."""
_UNSEEN = dict.fromkeys((0xFE0F, 0x200D, *range(0x1F3FB, 0x1F400)))
"""What may follow an emoji: a variant, a joiner, a skin tone."""
_PAUSES = frozenset(".,!;:-–—…")
_STOPS = frozenset(".!;:\n")
_BREAK = Token("mark", "\n", 0, 0)


class Sense(Enum):
    """The meaning of a piece of a short answer."""

    SOLVED = auto()
    THANKS = auto()
    COURTESY = auto()
    NAME = auto()


_KNOWN = ((Sense.SOLVED, SOLVED), (Sense.THANKS, THANKS), (Sense.COURTESY, COURTESY))
_NAMED_AFTER = (Sense.THANKS, Sense.COURTESY, Sense.NAME)


def says_solved(text: str) -> bool:
    """Return whether a requester's own words say that it works and nothing else."""
    return Sense.SOLVED in _said(text)


def only_thanks(text: str) -> bool:
    """Return whether an answer to a closed ticket adds nothing: thanks, or "it works"."""
    return not {Sense.SOLVED, Sense.THANKS}.isdisjoint(_said(text))


def _said(text: str) -> frozenset[Sense]:
    """Everything a short answer says; nothing if a word of it is not understood."""
    text = text.strip()
    if len(text) > SHORT or "?" in text:
        return frozenset()
    tokens = _tokens(text)
    words = [token.text for token in tokens]
    said: list[Sense] = []
    at = 0
    while at < len(tokens):
        length, what = _piece(tokens, words, at, said)
        if not length:
            return frozenset()
        at += length
        said += [what] if what else []
    return frozenset(said)


def _piece(
    tokens: Sequence[Token], words: Sequence[str], at: int, said: list[Sense]
) -> tuple[int, Sense | None]:
    """How many words belong together from here, and what they say; 0 if they are not understood."""
    if words[at] in _PAUSES or tokens[at] is _BREAK:
        return 1, None
    length, what = max(
        ((phrases.match(words, at), said) for said, phrases in _KNOWN), key=lambda found: found[0]
    )
    if length:
        return length, what
    length = _thing_that_works(tokens, words, at)
    if length:
        return length, Sense.SOLVED
    return _name(tokens, at, said), Sense.NAME


def _thing_that_works(tokens: Sequence[Token], words: Sequence[str], at: int) -> int:
    """ "The login page works again": how many words name a thing and say that it works again."""
    begin = at + (words[at] in THE)
    for end in range(begin, min(begin + _THING, len(words))):
        if not _is_noun(tokens[end]):
            return 0
        if length := WORKS_AGAIN.match(words, end + 1):
            return end + 1 - at + length
    return 0


def _is_noun(token: Token) -> bool:
    return token.kind == "word" and token.text not in TURNING and not token.text.endswith("ly")


def _name(tokens: Sequence[Token], at: int, said: list[Sense]) -> int:
    """How many words are a name: after a greeting or thanks in the same line, alone in the last
    line, or before the first comma."""
    end = at
    while end < min(at + _NAMES, len(tokens)) and tokens[end].capital and _is_noun(tokens[end]):
        end += 1
    if not at:
        return 1 if end and tokens[1].text == "," else 0
    before, after = tokens[at - 1], tokens[end:]
    greeted = said[-1:] and said[-1] in _NAMED_AFTER and before.text not in _STOPS
    signed = before is _BREAK or (before.text in "-–—" and tokens[at - 2] is _BREAK)
    is_last = all(each.text in _PAUSES or each is _BREAK for each in after)
    return end - at if greeted or (signed and is_last) else 0


def _tokens(text: str) -> list[Token]:
    """The words and pauses of a text; a line break by its writer is a pause."""
    tokens: list[Token] = []
    for line in _unwrapped(_GLAD.sub(" thanks ", KEY.sub("ticket", _folded(text)))):
        tokens += [*tokenise(line), _BREAK]
    return tokens


def _folded(text: str) -> str:
    """Without invisible characters and accents, which many people leave out."""
    plain = unicodedata.normalize("NFKD", fold(text).translate(_UNSEEN)).replace("ß", "ss")
    return "".join(character for character in plain if not unicodedata.combining(character))


def _unwrapped(text: str) -> list[str]:
    """The lines, with those that a mailer wrapped joined again."""
    lines: list[str] = []
    for line in text.splitlines():
        if lines and line.strip() and len(lines[-1]) >= _WRAPPED and lines[-1][-1].isalnum():
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines
