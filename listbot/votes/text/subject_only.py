"""A vote that stands in the subject alone, above a mail without a word of its own: "+1 Re: [VOTE]
Move the wiki", "Re: [VOTE] Move the wiki - +1 (EOM)". Pure; never fails.

Subjects are copied from mail to mail, so such a value is never counted: its writer is asked.
"""

import re

from listbot.mail.mail import Mail
from listbot.model.reading import Doubt, ThreadView
from listbot.votes.text.tokens import fold

REASON = "the value stands in the subject, and the mail says nothing"
_VALUE = re.compile(r"(?<![\w+./\[-])[+-]{1,2}\d(?:\.\d)?(?![\w%./+-])")
_LONGEST = 500  # characters of a subject
_SHOWN = 200  # characters of a quote


def doubt_in_subject(mail: Mail, view: ThreadView) -> Doubt | None:
    """The doubt about a value beside the proposal's title; None where there is none."""
    if view.title is None:
        return None
    beside = fold(mail.subject[:_LONGEST]).replace(fold(view.title), " ")
    found = _VALUE.search(beside)
    return Doubt(mail.subject[:_SHOWN], 0, REASON, found[0]) if found else None
