"""Subjects: what a thread is called, and which subjects open a proposal. Pure; never raises on any
subject.

A subject is read from the left: reply prefixes in many languages and `[brackets]` in any order,
then the title. Which tags open is given by the list's policies. A reply prefix never opens, so `Re:
[VOTE] X` is an answer; a changed subject without one, `[VOTE] X (was: Y)`, opens a new proposal in
an old thread. Of nested tags the last that is mapped decides (`[VOTE][LAZY]` is lazy), and a
result, a discussion or a cancellation never opens, whatever stands beside it.
"""

from collections.abc import Mapping

from listbot.mail.mail import Mail
from listbot.mail.wire.subjects import _WORD_TAG, NEVER_OPEN, base_subject, fold_tag, take_apart
from listbot.model.reading import Opening
from listbot.votes.opening.announced import announced_in
from listbot.votes.opening.deadlines import find_deadline, unread_in


def find_opening(mail: Mail, tags: Mapping[str, str]) -> Opening | None:
    """The opening that a mail's subject states, or None. `tags`: upper case, without brackets ->
    class.
    """
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
    """Whether a mail below an opening has its very subject: a list took the "Re:" away, so it opens
    nothing.

    A mail above which another one is missing is not taken for an opening before that one has had
    the time to come.
    """
    return base_subject(mail.subject).casefold() == base_subject(subject).casefold()
