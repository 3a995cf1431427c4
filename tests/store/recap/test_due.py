"""As of when the group's record is looked at."""

from dataclasses import replace
from datetime import datetime

from listbot.model.inputs import RulesInput, TickInput
from listbot.model.list_rules import ListRole
from listbot.store.recap.due import known_until
from tests.records.building import AT_BOT, LIST, ON_LIST, days

DESK = replace(ON_LIST, address="support@example.org", role=ListRole.SUPPORT)
GONE = replace(ON_LIST, address="old@example.org", role=ListRole.RETIRED)
RULES = RulesInput((ON_LIST, DESK, AT_BOT, GONE))


def _until(**read: datetime) -> datetime:
    named = {"desk": DESK.address, "list": LIST, "gone": GONE.address}
    read_until = {named[each]: at for each, at in read.items()}
    return known_until(RULES, TickInput(days(9), read_until))


def test_the_record_is_looked_at_as_of_what_was_read() -> None:
    """A mail that waits in a mailbox is read before the end of the time that it answers."""
    assert _until(list=days(9), desk=days(4)) == days(4)
    assert _until(list=days(8), desk=days(10), gone=days(1)) == days(8)
    assert _until() == days(9)
