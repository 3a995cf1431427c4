"""What a requester says by "works now": the answers that close a ticket, and those that open none
again.

A short answer is read from its first word to its last: every word has to be a known way to say that
it works, thanks, a greeting or a name, and one word more that is none of these takes it out. So a
condition, a doubt, a question or a new problem never closes a ticket; an answer that is not
understood only leaves it open. Pure; never fails; what people say stands in `phrases`.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto

from listbot.model.desk.ticket import KEY
from listbot.tickets.solved_phrases import COURTESY, SOLVED, THANKS, THE, TURNING, WORKS_AGAIN
from listbot.votes.text.tokens import Token, fold, tokenise

SHORT = 300
"""Characters; a longer answer says more than that it works, and a person reads it."""

# Characters of a line that a mailer may have wrapped; a shorter one was ended by its writer.
_WRAPPED = 50
_NAMES = 3  # Words of a name.
_THING = 2  # Words of the name of a thing that was broken, "the" apart.
_GLAD = re.compile(
    "[\U0001f44d\U0001f44c\U0001f44f\U0001f64f\U0001f389\U0001f973\U0001f60a\U0001f60d\U0001f642"
    "\u263a\u2764\U0001f49a\U0001f917\U0001f600-\U0001f604\u2705\u2714]|[:;=]-?[)D]|<3|\\^\\^"
)
"""Signs that say what "thanks" says."""
_UNSEEN = dict.fromkeys((0xFE0F, 0x200D, *range(0x1F3FB, 0x1F400)))
"""What an emoji may be followed by: its variant, its joiner, the colour of its skin."""
_PAUSES = frozenset(".,!;:-–—…")
_STOPS = frozenset(".!;:\n")
_BREAK = Token("mark", "\n", 0, 0)


class Sense(Enum):
    """What a piece of a short answer says."""

    SOLVED = auto()
    THANKS = auto()
    COURTESY = auto()
    NAME = auto()


_KNOWN = ((Sense.SOLVED, SOLVED), (Sense.THANKS, THANKS), (Sense.COURTESY, COURTESY))
_NAMED_AFTER = (Sense.THANKS, Sense.COURTESY, Sense.NAME)


def says_solved(text: str) -> bool:
    """Whether a requester's own words say that it works, and nothing else."""
    return Sense.SOLVED in _said(text)


def only_thanks(text: str) -> bool:
    """Whether a mail adds nothing to a ticket that is closed: thanks, or that it works."""
    return not {Sense.SOLVED, Sense.THANKS}.isdisjoint(_said(text))


def _said(text: str) -> frozenset[Sense]:
    """All that a short answer says; nothing where a word of it is not understood."""
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
    """How many words belong together from here, and what they say; no words where they are not
    understood.
    """
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
    """ "The login page works again": what was broken, and a verb that says both that it works and
    that it did not.
    """
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
    """A name after a greeting or thanks in the same line, alone in the last line, or before the
    first comma.
    """
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
    """The words and pauses of a text; a line that its writer ended is a pause of its own."""
    tokens: list[Token] = []
    for line in _unwrapped(_GLAD.sub(" thanks ", KEY.sub("ticket", _folded(text)))):
        tokens += [*tokenise(line), _BREAK]
    return tokens


def _folded(text: str) -> str:
    """Without accents and unseen characters: few people write them all."""
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
