"""Copies of a mail among the stored ones: which is kept, and which share their times
(docs/decisions/0023). Only uses its arguments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from listbot.mail import Level, Mail
from listbot.model.case import Case
from listbot.model.disposition import Disposition
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.proposal import State
from listbot.store.journal import inbox
from listbot.store.votes.threading import VOUCHES, Known


def with_twins(
    lists: Mapping[str, ListRules], case: Case, mail: Mail, known: Sequence[Known]
) -> Case:
    """Return the case, noting whether this mail or another with its Message-ID is already here."""
    own = _standing(case.rules.role, mail.author.level)
    for row in known:
        if row.message_id != mail.message_id or row.disposition in inbox.UNDECIDED:
            continue
        if not _is_copy(mail, row):
            case = replace(
                case, conflicts=True, id_taken=case.id_taken or row.disposition == Disposition.OPENS
            )
        elif row.disposition != Disposition.OPENS and own > _standing(
            lists[row.list].role, row.level
        ):
            # The opening was already sure enough for this list; its proposal has a number
            # and stays.
            case = replace(case, supersedes=row.seq)
        else:
            case = replace(case, duplicate_of=row.message_id)
    return case


def equal_copies(
    lists: Mapping[str, ListRules], case: Case, mail: Mail, known: Sequence[Known]
) -> tuple[int, ...]:
    """Return the copies that share their times with this one.

    A surer copy keeps its own times, or a late voter could have sent one past the list
    earlier; and no copy changes what a result has announced.
    """
    if case.proposal is not None and case.proposal.state is not State.OPEN:
        return ()
    asked = case.proposal.identity if case.proposal else case.rules.identity
    copies = [row for row in known if _is_copy(mail, row)]
    own = _sureness(case.rules.role, mail.author.level, asked) if copies else None
    return tuple(
        row.seq for row in copies if _sureness(lists[row.list].role, Level(row.level), asked) == own
    )


def _is_copy(mail: Mail, row: Known) -> bool:
    if row.message_id != mail.message_id or row.disposition in inbox.UNDECIDED:
        return False
    return (row.author, row.words) == (mail.author.address, mail.words_digest)


def _sureness(role: ListRole, level: Level, asked: Level) -> tuple[bool, bool]:
    """Return whether it is the list's copy rather than the bot's, and meets the list's level."""
    return role is not ListRole.BOT, level.meets(asked)


def _standing(role: ListRole, level: str) -> tuple[bool, int]:
    """Return a sort key for the copy to keep: the list's first, then the better vouched."""
    return role is not ListRole.BOT, VOUCHES.index(Level(level))
