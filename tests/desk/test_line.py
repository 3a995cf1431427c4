"""Every mail in `mails/` goes to one help desk, one after the other: none raises, and none
blocks the next.
"""

from datetime import timedelta

from sqlalchemy import select

from listbot import pipeline
from listbot.mail import Arrival, read
from listbot.model.desk.ticket import Event
from listbot.store.base.schema import mails
from listbot.store.desk.lines import events_after
from tests.desk.mailbox import NAMES, Expectation, expected, raw
from tests.playing import START, Play
from tests.store.desk.by_hand import SUPPORT, desk_rules, request


class Line(Play):
    """A store with the real letters, and mails a day apart, so that no daily limit hides one."""

    def send(self, data: bytes, day: int) -> str:
        """Send one mail to the help desk through the line; return its disposition."""
        arrived = START + timedelta(days=day)
        self.now = arrived
        context = self.in_force.of(SUPPORT).context
        mail = read(Arrival(data, context, "lmtp", arrived, envelope_from="somebody@example.net"))
        with self.store.transaction() as tx:
            return pipeline.settle(tx, mail)

    def newest(self) -> Event:
        """The newest mail's event in its ticket."""
        with self.store.reading() as connection:
            key = connection.execute(
                select(mails.c.ticket).order_by(mails.c.seq.desc()).limit(1)
            ).scalar_one()
            return events_after(connection, key, 0)[-1]


def becomes(wanted: Expectation) -> tuple[str, ...]:
    """The dispositions possible at the desk: a machine's notice opens a ticket, a machine's
    answer does not.
    """
    kind = wanted.disposition.partition(":")[0]
    return ("automatic", "ticket") if kind == "automatic" else (kind,)


def test_every_mail_through_the_line() -> None:
    """Each becomes what its file says, a ticket shows its text and files, and an ordinary mail
    after it is a ticket.
    """
    line = Line(in_force=desk_rules())
    for day, name in enumerate(NAMES):
        wanted = expected(name)
        became = line.send(raw(name), day)
        assert became in becomes(wanted), name
        if became == "ticket":
            opened = line.newest()
            assert opened.text == wanted.text, name
            shown = [each for each in wanted.files if not each.endswith("| in the signature")]
            assert [f"{file.name} | {file.type} | {file.size}" for file in opened.files] == shown, (
                name
            )
        assert line.send(request(f"after-{name}", at=24 * day).raw(), day) == "ticket", name
    quarantined = [name for name in NAMES if becomes(expected(name)) == ("quarantined",)]
    assert len([alert for alert in line.alerts if alert.startswith("quarantined ")]) == len(
        quarantined
    )
    # Our letters go to plain addresses only; the request is still a ticket, and there is an alert.
    others = [alert for alert in line.alerts if not alert.startswith("quarantined ")]
    assert [alert.partition(": ")[2] for alert in others] == [
        r"address '\u017eofie@example.net': not a plain address"
    ]
    assert line.accounts_balance()
