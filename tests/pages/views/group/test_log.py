"""Tests of listbot.pages.views.group.log."""

from datetime import UTC, datetime

from listbot.model.weekly.worklog import Logged
from listbot.pages.shown import Shown, mail_link
from listbot.pages.views.group.log import LogRow, log_row

AT = datetime(2026, 9, 8, tzinfo=UTC)
MAIL = mail_link("<l@x>", "https://lists.example.org/{message_id}")
LINE = Logged(
    14, "infra@example.org", AT, "Ana Ruiz", "ana@example.org", "asked kim@example.org", "T-3",
    "<l@x>", "no",
)  # fmt: skip


def test_a_line_shows_who_did_what() -> None:
    """Its ticket is named only if it has a page, and addresses are hidden as everywhere."""
    row = log_row(LINE, MAIL, is_public=True)
    text, by = Shown("asked kim@…"), Shown("Ana Ruiz")
    assert row == LogRow(Shown("L-14"), AT, by, text, Shown("T-3"), Shown("no"), MAIL)
    hidden = log_row(LINE, None, is_public=False)
    assert (hidden.ticket, hidden.mail) == ("", None)
