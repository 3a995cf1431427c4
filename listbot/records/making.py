"""Makes the acts of a mail, and says whether its author surely wrote it. Pure."""

from datetime import datetime

from listbot.commands.permissions import PROVEN
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.model.records.services import ServiceSaid
from listbot.records.people import primary

KEY = 16
"""Hex digits of a mail's digest in the keys of its acts."""


def is_proven(mail: Mail, case: GroupCase) -> bool:
    """Return whether the author surely wrote this, or has answered a question about it."""
    return case.confirmed or mail.author.level in PROVEN


def new_act(
    verb: RecordVerb,
    mail: Mail,
    case: GroupCase,
    about: str,
    *,
    nth: int = 0,
    name: str = "",
    text: str = "",
    names: tuple[str, ...] = (),
    when: datetime | None = None,
    service: ServiceSaid | None = None,
    record: RecordText | None = None,
) -> RecordAct:
    """Return an act of this mail. `nth`: its place among the acts that are made together."""
    return RecordAct(
        verb,
        key=f"{mail.digest[:KEY]}.{case.used + nth}",
        at=mail.received,
        about=about,
        by=primary(case, mail.author.address),
        name=name,
        text=text,
        names=names,
        when=when,
        mail=mail.message_id,
        service=service,
        record=record,
    )
