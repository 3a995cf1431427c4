"""Tests of listbot.pages.views.group.log."""

from datetime import UTC, datetime

from listbot.model.weekly.worklog import Logged
from listbot.pages.shown import Shown, mail_link
from listbot.pages.site import PublicList
from listbot.pages.views.group.log import LogRow, log_row

AT = datetime(2026, 9, 8, tzinfo=UTC)
LIST = PublicList("infra@example.org", "https://lists.example.org/{message_id}")
LINE = Logged(
    14, LIST.address, AT, "Ana Ruiz", "ana@example.org", "asked kim@example.org", "T-3",
    "<l@x>", "no",
)  # fmt: skip


def test_a_line_shows_who_did_what() -> None:
    """Its ticket is named only if it has a page, and addresses are hidden as everywhere."""
    row = log_row(LINE, LIST, is_public=True)
    mail = mail_link("<l@x>", LIST.archive)
    text, by = Shown("asked kim@…"), Shown("Ana Ruiz")
    assert row == LogRow(Shown("L-14"), AT, by, text, Shown("T-3"), Shown("no"), mail)
    assert log_row(LINE, LIST, is_public=False).ticket == ""
