"""Subjects: what a thread is called, and which subjects open a proposal. Pure; never raises on any subject.

A subject is read from the left: reply prefixes in many languages and `[brackets]` in any order, then the title. Which
tags open is given by the list's policies. A reply prefix never opens, so `Re: [VOTE] X` is an answer; a changed subject
without one, `[VOTE] X (was: Y)`, opens a new proposal in an old thread. Of nested tags the last that is mapped decides
(`[VOTE][LAZY]` is lazy), and a result, a discussion or a cancellation never opens, whatever stands beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from listbot.mail.mail import Mail
from listbot.votes.announced import announced_in
from listbot.votes.cast import Opening
from listbot.votes.deadlines import find_deadline, unread_in
from listbot.votes.words import phrase_list, vocabulary

REPLY_PREFIXES = vocabulary(
    "re aw antw antwort sv vs fwd fw wg rv tr rif r i odp odpověď vá res enc ynt ilt ref doorst vb vl vd "
    "pd na atb aw.fwd 回复 答复 回覆 转发 轉寄 返信 转送 転送 отв ответ пересл απ σχετ"
)
"""What mailers put before the subject of an answer or a forwarded mail, in their users' languages."""

NEVER_OPEN = frozenset(
    phrase_list(
        "RESULT; RESULTS; VOTE RESULT; VOTE RESULTS; RESULT VOTE; DISCUSS; DISCUSSION; CANCEL; CANCELED; "
        "CANCELLED; CANCELLATION; WITHDRAWN; WITHDRAW; CLOSED; EXTENDED; EXTENSION; REMINDER; ANNOUNCE; PASSED; "
        "FAILED; SUMMARY; DRAFT; OT; TEST"
    )
)
"""Tags beside which no other tag opens."""

COMMON_TAGS = (
    frozenset(
        {"VOTE", "LAZY", "LAZY CONSENSUS", "MINOR", "PROPOSAL", "POLL", "CFV", "MOTION", "RFC", "TAKE 2"}
    )
    | NEVER_OPEN
)
"""Brackets that are no list's prefix, for those who do not know a list's tags."""

_PREFIX = re.compile(
    r"\s*([^\W\d_]+(?:\.[^\W\d_]+)?)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\d{1,2})?\s?[:\uff1a]"
)
_BRACKET = re.compile(r"\s*\[([^\[\]]{1,60})\]\s*")
_WAS = re.compile(r"[(\[]\s*was\b.*", re.IGNORECASE | re.DOTALL)
_WORD_TAG = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+)?)\s*[:\uff1a]\s*")
_NUMBERED = re.compile(r"[\s,#:]{0,5}(?:take|round|try|nr|no|n)?[\s.#]{0,5}\d{1,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A subject taken apart."""

    replied: bool
    brackets: tuple[str, ...]
    """In order, as written."""
    title: str
    """What is left, without "(was: ...)"."""
    changed: bool
    """A "(was: ...)" was there."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The brackets in the spelling tags are compared in."""
        return tuple(fold_tag(bracket) for bracket in self.brackets)


@lru_cache(maxsize=512)  # every question about a subject begins here, and a thread has one subject
def take_apart(subject: str) -> Heading:
    """Reply prefixes and brackets off the front, one after the other, in any order."""
    at, replied = 0, False
    brackets: list[str] = []
    while True:
        if bracket := _BRACKET.match(subject, at):
            brackets.append(bracket[1].strip())
            at = bracket.end()
        elif (prefix := _PREFIX.match(subject, at)) and prefix[1].lower() in REPLY_PREFIXES:
            replied = True
            at = prefix.end()
        else:
            break
    rest = subject[at:]
    title = _WAS.sub("", rest)
    return Heading(replied, tuple(brackets), " ".join(title.split()), title != rest)


def fold_tag(text: str) -> str:
    """A tag as it is compared: upper case, single spaces, no counter: "Vote #2" is "VOTE"."""
    words = " ".join(text.replace("-", " ").replace("_", " ").upper().split())
    return _NUMBERED.sub("", words) or words


def base_subject(subject: str) -> str:
    """The subject without reply prefixes, a list's prefix and "(was: ...)"; tags stay in front, as written."""
    heading = take_apart(subject)
    tags = "".join(f"[{bracket}]" for bracket in heading.brackets if fold_tag(bracket) in COMMON_TAGS)
    return f"{tags} {heading.title}".strip()


def subject_key(subject: str) -> str:
    """What two subjects of one thread have in common: the title alone, case-folded, without tags."""
    title = take_apart(subject).title
    tag = _WORD_TAG.match(title)
    if tag and fold_tag(tag[1]) in COMMON_TAGS:
        title = title[tag.end() :]
    return title.casefold()


def is_reply_subject(subject: str) -> bool:
    """Whether a mailer marked the subject as an answer or a forwarded mail."""
    return take_apart(subject).replied


def find_opening(mail: Mail, tags: Mapping[str, str]) -> Opening | None:
    """The opening that a mail's subject states, or None. `tags`: upper case, without brackets -> class."""
    heading = take_apart(mail.subject)
    if heading.replied or NEVER_OPEN.intersection(heading.tags):
        return None
    mapped = [tag for tag in heading.tags if tag in tags]
    title = heading.title
    word = _WORD_TAG.match(title)
    if word and NEVER_OPEN.intersection((fold_tag(word[1]),)):
        return None
    if word and fold_tag(word[1]) in tags:
        mapped.append(fold_tag(word[1]))
        title = title[word.end() :]
    if not mapped:
        return None
    deadline = find_deadline(mail, mail.effective)
    if deadline:
        return Opening(mapped[-1], title, deadline)
    unread, announced = unread_in(mail, mail.effective), announced_in(mail, title, mail.effective)
    return Opening(mapped[-1], title, unread=unread, announced=announced)


def repeats_opening(mail: Mail, subject: str) -> bool:
    """Whether a mail below an opening has its very subject: a list took the "Re:" away, so it opens nothing.

    A mail above which another one is missing is not taken for an opening before that one has had the time to come.
    """
    return base_subject(mail.subject).casefold() == base_subject(subject).casefold()
