"""Minutes come in: by a reply to the invitation, to our agenda or to our question. Pure.

What we read is shown to whoever sent it, at the address on record, and to nobody else before they
say yes. So a mail that proves nothing about its author is taken, too: only that person can publish.
Of those the first ten of a week are taken.
"""

from dataclasses import replace

from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.making import new_act
from listbot.records.meetings.finding import keeps_calendar, of_thread
from listbot.records.minutes.incoming import are_too_many, minutes_in
from listbot.records.steps import NOTHING, Noticed


def in_reply(mail: Mail, case: GroupCase) -> Noticed:
    """Take minutes from an answer about a meeting that has begun."""
    if not case.rules.meetings or not keeps_calendar(case, mail.author.address):
        return NOTHING
    meeting = of_thread(mail, case)
    if meeting is None or mail.received < meeting.at or "#listbot" in mail.body.caseless:
        return NOTHING
    if are_too_many(mail, case):
        return NOTHING
    minutes = minutes_in(mail, case, meeting, least=2 if case.place in case.lists else 1)
    if minutes is None:
        return NOTHING
    sent = new_act(RecordVerb.MINUTES, mail, case, meeting.key, when=meeting.at)
    return Noticed((replace(sent, minutes=minutes),))
