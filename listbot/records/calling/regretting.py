"""A member says in plain words, in reply to an invitation, that they cannot come. Pure.

It is noted and never shown to anybody but the group. A miss does no harm, since regrets count as
missed; so only plain words in the first lines are taken.
"""

import re

from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import new_act
from listbot.records.meetings.finding import by, keeps_calendar, of_thread
from listbot.records.steps import NOTHING, Noticed

_LOOKED_AT = 600  # characters of own words
_REGRETS = re.compile(
    r"\bI(?:['\u2019]ll| will| (?:really )?(?:can['\u2019]?t|cannot|can not|won['\u2019]?t)"
    r"| (?:am|['\u2019]m) (?:un|not )able to)?"
    r" (?:make it|come|attend|join|be there|be able to (?:make it|come|attend|join))\b",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:can['\u2019]?t|cannot|can not|won['\u2019]?t|not able|unable|not going)\b", re.IGNORECASE
)
_PLAIN = re.compile(
    r"^\W{0,3}(?:(?:my )?(?:regrets|apologies)\b(?! to| for)"
    r"|(?:sorry, )?(?:can['\u2019]?t|cannot|won['\u2019]?t) (?:make it|come|attend|be there)\b"
    r"|(?:ich )?kann (?:leider |da |diesmal ){0,3}nicht\b|bin (?:leider )?verhindert\b"
    r"|je ne (?:peux|pourrai) pas (?:venir|y être)\b|je serai absente?\b)",
    re.IGNORECASE | re.MULTILINE,
)
_DOUBT = re.compile(r"\?|\b(?:if|might|maybe|perhaps|unless|falls|vielleicht|peut-être)\b", re.I)


def in_words(mail: Mail, case: GroupCase) -> Noticed:
    """Notice regrets."""
    if not case.rules.meetings or not keeps_calendar(case, mail.author.address):
        return NOTHING
    meeting = of_thread(mail, case)
    if meeting is None or meeting.at <= mail.received or by(mail, case) in meeting.regrets:
        return NOTHING
    if not says_regrets(mail.body.own[:_LOOKED_AT]):
        return NOTHING
    return Noticed((new_act(RecordVerb.REGRETS, mail, case, meeting.key, names=(by(mail, case),)),))


def says_regrets(text: str) -> bool:
    """Return whether one of the sentences says without a doubt that its writer cannot come."""
    for sentence in re.split(r"(?<=[.!?])\s|\n", text):
        if _DOUBT.search(sentence):
            continue
        if _PLAIN.search(sentence) or (_CANNOT.search(sentence) and _REGRETS.search(sentence)):
            return True
    return False
