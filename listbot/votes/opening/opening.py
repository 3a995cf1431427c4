"""Decide which subjects open a proposal. Pure; never raises.

A subject is read from the left: reply prefixes in many languages and `[brackets]`, in any
order, then the title. The list's policies say which tags open. A reply prefix never opens,
so `Re: [VOTE] X` is an answer; a changed subject without one, `[VOTE] X (was: Y)`, opens a
new proposal in an old thread. Of several tags the last known one decides (`[VOTE][LAZY]` is
lazy), and a result, discussion or cancellation tag never opens, whatever is beside it. `[RFC]`
and `[DISCUSS]` begin a topic: they ask for reactions, not for votes.
"""

from collections.abc import Mapping

from listbot.mail.mail import Mail
from listbot.mail.wire.subjects import _WORD_TAG, NEVER_OPEN, base_subject, fold_tag, take_apart
from listbot.model.reading import Opening
from listbot.votes.opening.announced import announced_in
from listbot.votes.opening.deadlines import find_deadline, unread_in

TOPICS = frozenset({"RFC", "DISCUSS", "DISCUSSION"})
"""Tags that ask for reactions."""


def topic_of(subject: str) -> str:
    """Return the title of a topic that a subject begins; "" if it begins none."""
    heading = take_apart(subject)
    if heading.replied:
        return ""
    word = _WORD_TAG.match(heading.title)
    if word and fold_tag(word[1]) in TOPICS:
        return heading.title[word.end() :]
    return heading.title if TOPICS.intersection(heading.tags) else ""


def tag_and_title(subject: str, tags: Mapping[str, str]) -> tuple[str, str] | None:
    """The tag by which a subject opens a proposal, and the proposal's title; None if it opens
    none. `tags`: upper case, without brackets -> class.
    """
    heading = take_apart(subject)
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
    return (mapped[-1], title) if mapped else None


def find_opening(mail: Mail, tags: Mapping[str, str]) -> Opening | None:
    """The opening that a mail's subject states, with the deadline in its text; or None."""
    found = tag_and_title(mail.subject, tags)
    if found is None:
        return None
    tag, title = found
    deadline = find_deadline(mail, mail.effective)
    if deadline:
        return Opening(tag, title, deadline)
    unread, announced = unread_in(mail, mail.effective), announced_in(mail, title, mail.effective)
    return Opening(tag, title, unread=unread, announced=announced)


def repeats_opening(mail: Mail, subject: str) -> bool:
    """Whether a mail below an opening has the same subject: a list removed the "Re:", so it
    opens nothing.

    If a mail above it is missing, it is not taken for an opening until that one has had
    time to arrive.
    """
    return base_subject(mail.subject).casefold() == base_subject(subject).casefold()
