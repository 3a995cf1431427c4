"""What a mail server's refusal is about: this letter, us, or only this moment.

A refusal of the letter (5yz, RFC 5321, section 4.2.1) buries it. One of us, who may not send, are
not logged in, or come from a listed address, would be said of every other letter as well: the
letter waits, and a person is told. Pure: a table by the stage of the conversation, the reply code,
the enhanced code (RFC 3463, RFC 5248) and, where those leave it open, the server's words. In doubt
at the recipient or the content it is about the letter, before them about us.
"""

import re
from enum import Enum, auto


class Stage(Enum):
    """How far the conversation has come."""

    GREETING = auto()
    """The connection, EHLO, STARTTLS, AUTH."""
    SENDER = auto()
    """MAIL FROM."""
    RECIPIENT = auto()
    """RCPT TO."""
    DATA = auto()
    """DATA, before anything of the letter."""
    CONTENT = auto()
    """The letter, after its final dot."""


class About(Enum):
    """What a refusal is about."""

    LETTER = auto()
    """No other attempt will do."""
    US = auto()
    """Every letter would be refused, until somebody changes something."""
    MOMENT = auto()
    """The same may work soon."""


OF_US = frozenset({503, 521, 530, 534, 535, 538})
"""At any stage: out of order, takes no mail, log in first, a stronger login, a wrong one, TLS first
(RFC 4954).
"""
OF_US_UNKNOWN = frozenset({500, 502, 504})
"""Commands that are not known there: of us, except after the letter, when a line of it was too long
(500).
"""
OF_SIZE = frozenset({523, 552})
"""Too large, or the recipient has no room: of the letter even at MAIL FROM."""
OF_PARAMETERS = frozenset({555})
"""What MAIL or RCPT announced of this letter (8BITMIME, SMTPUTF8) is not known (RFC 5321, section
4.1.1.11).
"""

ENHANCED_OF_US = frozenset(
    {
        "5.3.2",
        "5.3.5",
        "5.7.3",
        "5.7.4",
        *(f"5.7.{number}" for number in (8, 9, 10, 11, 12, 13, 14, 25)),
    }
)
"""The host takes no mail, is misconfigured; missing security, logins of all kinds, our address
without a name.
"""
ENHANCED_OF_SIZE = frozenset({"5.3.4", "5.2.2", "5.2.3"})

_ENHANCED = re.compile(r"5\.\d{1,3}\.\d{1,3}(?!\d)")
_WORDS_OF_US = re.compile(
    r"\brelay(?:ing)?\b|\brcpthosts\b|\bclient host\b|\bblock(?:ed)? (?:list|using)|\bblacklist"
    r"|\bblocklist"
    r"|\bauthenticat(?:e|ion) (?:is )?(?:first|required)"
    r"|\bnot authenticated\b|\bmust authenticate\b"
    r"|\bsender (?:address )?(?:rejected|denied)|\bnot owned by user\b|\bnot permitted to relay\b"
    r"|\breverse dns\b|\bptr\b|\bhelo\b|\bstarttls\b",
    re.IGNORECASE,
)
"""How Postfix, Exim, Exchange, Sendmail and qmail say at a recipient that it is not the recipient
they mind.
"""


def is_of_us(reply: str) -> bool:
    """Whether a recipient's refusal, code and words, is about us."""
    return _of_recipient(reply) is About.US


def is_for_later(reply: str) -> bool:
    """Whether a recipient that was refused so may take the letter later."""
    return _of_recipient(reply) is not About.LETTER


def _of_recipient(reply: str) -> About:
    code, _, words = reply.partition(" ")
    return about(Stage.RECIPIENT, int(code) if code.isdecimal() else 0, words)


def about(stage: Stage, code: int, words: str = "") -> About:
    """What a reply that is not the wanted one is about; `words` may begin with its
    enhanced code.
    """
    if code // 100 != 5:
        return About.MOMENT
    enhanced = _ENHANCED.match(words.lstrip())
    status = enhanced[0] if enhanced else ""
    if stage is Stage.GREETING or code in OF_US or status in ENHANCED_OF_US:
        return About.US
    if code in OF_SIZE | OF_PARAMETERS or status in ENHANCED_OF_SIZE:
        return About.LETTER
    if code in OF_US_UNKNOWN and stage is not Stage.CONTENT:
        return About.US
    if stage is Stage.SENDER:
        return About.US
    if stage is Stage.RECIPIENT and _WORDS_OF_US.search(words):
        return About.US
    return About.LETTER
