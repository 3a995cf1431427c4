"""Hands each mail and each round to the slice that decides it. Pure: a case in, a decision out.

`proposals/` decides on votes, `tickets/` on requests, `recap/` on weekly letters; `records/` says
what each of them means for the group's own record.
"""

from dataclasses import replace

from listbot.mail import Mail, Unreadable
from listbot.model.alert import Alert, Cause
from listbot.model.case import Case
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.group_case import GroupRound
from listbot.model.weekly.digest import DigestRound
from listbot.model.weekly.recap import RecapRound
from listbot.proposals.decide import on_post
from listbot.recap.decide import on_digest, on_recap
from listbot.records.at_desk import with_record
from listbot.records.decide import beside, on_answer, on_look
from listbot.tickets.decide import on_request


def on_mail(mail: Mail | Unreadable, case: Case | DeskCase) -> MailDecision:
    """Return what a mail changes: exactly one disposition, with its reason in words."""
    if isinstance(mail, Unreadable):
        return _mail(mail, case)
    if isinstance(case, DeskCase):
        case = with_record(mail, case)
    if isinstance(case, Case) and _answers_record(mail, case):
        decision = on_answer(mail, case)
    elif isinstance(case, Case) and case.approves:
        decision = _mail(mail, case)
    else:
        decision = beside(_mail(mail, case), mail, case)
    said = case.group.said if case.group is not None else None
    return decision if said is None else replace(decision, records=said)


def _answers_record(mail: Mail, case: Case) -> bool:
    """Return whether a person answers our question about the group's record. A group that keeps
    none any more has nothing to carry out.
    """
    if case.confirms is None or case.group is None:
        return False
    return case.confirms.record and mail.automatic is None


def _mail(mail: Mail | Unreadable, case: Case | DeskCase) -> MailDecision:
    """Return what it is for votes or for the help desk."""
    if isinstance(case, DeskCase):
        return on_request(mail, case)
    if isinstance(mail, Unreadable):
        alert = Alert(Cause.UNREADABLE, f"quarantined {mail.message_id}: {mail.reason}")
        return MailDecision(Disposition.UNREADABLE, mail.reason, alerts=(alert,))
    decision = on_post(mail, case)
    if not case.conflicts:
        return decision
    told = f"{mail.message_id} came twice with different authors or words; both are kept"
    return replace(decision, alerts=(*decision.alerts, Alert(Cause.CONFLICT, told)))


def on_round(case: DigestRound | RecapRound | GroupRound) -> MomentDecision:
    """Return the weekly letters, a list's recap or the digests of people; or what is due in the
    group's record.
    """
    if isinstance(case, GroupRound):
        return on_look(case)
    return on_recap(case) if isinstance(case, RecapRound) else on_digest(case)
