"""Decides what a mail server's refusal is about: this letter, us, or only the moment.

A refusal of the letter (5yz, RFC 5321, section 4.2.1) is final. A refusal of us (not
allowed to send, not logged in, on a blocklist) would hit every other letter as well: the
letter waits, and the admin gets a report. Pure: a table by the stage of the conversation,
the reply code, the enhanced code (RFC 3463, RFC 5248) and, where those leave it open, the
server's words. When in doubt, a refusal is about the letter at the recipient or the
content, and about us before that.
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
    """DATA, before any of the letter."""
    CONTENT = auto()
    """The letter, after its final dot."""


class About(Enum):
    """The subject of a refusal."""

    LETTER = auto()
    """No other attempt will help."""
    US = auto()
    """Every letter would be refused until somebody changes something."""
    MOMENT = auto()
    """The same may work soon."""


OF_US = frozenset({503, 521, 530, 534, 535, 538})
"""At any stage: out of order, accepts no mail, login or TLS required, wrong login (RFC 4954)."""
OF_US_UNKNOWN = frozenset({500, 502, 504})
"""Unknown commands: about us, except after the letter, where a line was too long (500)."""
OF_SIZE = frozenset({523, 552})
"""Too large, or the recipient's mailbox is full: about the letter even at MAIL FROM."""
OF_PARAMETERS = frozenset({555})
"""MAIL or RCPT announced something unknown (8BITMIME, SMTPUTF8; RFC 5321, section 4.1.1.11)."""

ENHANCED_OF_US = frozenset(
    {
        "5.3.2",
        "5.3.5",
        "5.7.3",
        "5.7.4",
        *(f"5.7.{number}" for number in (8, 9, 10, 11, 12, 13, 14, 25)),
        # Google: the account has sent enough for today
        "5.4.5",
        # Microsoft: not logged in, not allowed to write as bot.address, logins switched off
        "5.2.252",
        "5.7.57",
        "5.7.60",
        "5.7.139",
    }
)
"""The host takes no mail or is misconfigured; security or login problems; our address's name; and
those of two large hosts.
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
"""How Postfix, Exim, Exchange, Sendmail and qmail say that they refuse us, not the recipient."""


_WORDS_OF_US_AT_LAST = re.compile(
    r"SendAsDenied|SubmissionQuotaExceeded|\bbad outbound sender\b|not allowed to send as",
    re.IGNORECASE,
)
"""How Microsoft refuses us after it has taken the letter, mostly with the code 554 5.2.0."""


def is_of_us(reply: str) -> bool:
    """Return whether a recipient's refusal (code and words) is about us."""
    return _of_recipient(reply) is About.US


def is_for_later(reply: str) -> bool:
    """Return whether a recipient that was refused like this may accept the letter later."""
    return _of_recipient(reply) is not About.LETTER


def _of_recipient(reply: str) -> About:
    code, _, words = reply.partition(" ")
    return about(Stage.RECIPIENT, int(code) if code.isdecimal() else 0, words)


def about(stage: Stage, code: int, words: str = "") -> About:
    """Return the subject of an unexpected reply; `words` may begin with the enhanced code."""
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
    if stage is Stage.CONTENT and _WORDS_OF_US_AT_LAST.search(words):
        return About.US
    return About.LETTER
