"""Machines that answer mail: notes of absence, bounces, and robots that never stop."""

from collections.abc import Iterable
from email.utils import parseaddr

from tests.loops.world import Answering, Sent, written

AUTO = "Auto-Submitted: auto-replied\nPrecedence: bulk\n"


def answering(
    me: str,
    text: str,
    *,
    more: str = "",
    subject: str = "",
    to: str = "",
    only_bots: bool = False,
) -> Answering:
    """A machine that answers everything but its own mail, each time with other words and another
    Message-ID, where `text` has a {}. `more`: fields that say what it is; `subject`: it begins a
    thread of its own each time; `to`: it writes there, not to whom it answers; `only_bots`: it
    answers nobody else.
    """
    answered = 0

    def answer(sent: Sent) -> Iterable[tuple[str, bytes]]:
        nonlocal answered
        mail = sent.mail
        writer = parseaddr(str(mail["From"]))[1]
        if writer == parseaddr(me)[1] or (only_bots and not writer.startswith("listbot@")):
            return
        answered += 1
        reader = to or parseaddr(str(mail["Reply-To"] or mail["From"]))[1]
        again = "Re: " + str(mail["Subject"]).removeprefix("Re: ")
        yield (
            reader,
            written(
                me,
                reader,
                subject or again,
                text.format(answered),
                f"answer-{answered}",
                at=sent.at,
                answers="" if subject else str(mail["Message-ID"]),
                more=more,
            ),
        )

    return answer


def bouncing(report: bool) -> Answering:
    """An address that does not exist: its mail host sends everything back to the envelope's sender
    if there is one, in a report (RFC 3464) or only in words.
    """
    bounced = 0

    def bounce(sent: Sent) -> Iterable[tuple[str, bytes]]:
        nonlocal bounced
        if not sent.sender:
            return
        bounced += 1
        more, text = "", f"Sorry, {sent.to} is unknown here ({bounced})."
        if report:
            more = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n'
            text = (
                f"--b\nContent-Type: text/plain\n\n{text}\n\n"
                "--b\nContent-Type: message/delivery-status\n\n"
                f"Reporting-MTA: dns; mx.u.example\n\nFinal-Recipient: rfc822; {sent.to}\n"
                "Action: failed\nStatus: 5.1.1\n\n--b--"
            )
        daemon = "Mail Delivery System <mailer-daemon@mx.u.example>"
        yield (
            sent.sender,
            written(
                daemon,
                sent.sender,
                "Undelivered Mail",
                text,
                f"bounce-{bounced}",
                at=sent.at,
                more=more,
            ),
        )

    return bounce
