"""A plain "yes" on the list to a mail that asked for one: a pair agrees, a project is done. Pure.

Only those whom it concerns are heard; from others, "yes" is a word like any other. A mail that
proves nothing about its author is asked about.
"""

import re

from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records import asking
from listbot.records.commands import pairing, project
from listbot.records.commands.acting import is_proven
from listbot.records.members.confirming import may_confirm
from listbot.records.people import primary
from listbot.records.steps import NOTHING, Noticed

_AGREES = re.compile(r"\A\W{0,3}(?:yes|confirmed|agreed)\b[^\n]{0,60}(?:\n|\Z)", re.IGNORECASE)
_NO_AGREEMENT = re.compile(r"\b(?:but|not|once|when|if|unless)\b|\?", re.IGNORECASE)


def in_words(mail: Mail, case: GroupCase) -> Noticed:
    """Take a plain yes of the right person to the mail that asked."""
    if not (case.rules.members and mail.references and _agrees(mail)):
        return NOTHING
    act = case.group.waiting.get(mail.references[-1])
    if act is None:
        return NOTHING
    author = primary(case, mail.author.address)
    if act.verb is RecordVerb.PAIR_ASKED and author == act.text:
        line, run = ("pair-yes", act.about), pairing.agree
    elif act.verb is RecordVerb.PROJECT_DONE and may_confirm(case, author, act.about):
        line, run = ("project", f"confirmed: {act.about}"), project.act
    else:
        return NOTHING
    if not is_proven(mail, case):
        return asking.did_you((line,), mail, case)
    return Noticed(run(line[1], mail, case).records)


def _agrees(mail: Mail) -> bool:
    """Return whether the first line says yes and nothing that takes it back."""
    said = _AGREES.match(mail.body.own)
    return said is not None and _NO_AGREEMENT.search(said[0]) is None
