"""Mail from machines, and our own letters coming back."""

from dataclasses import replace

import pytest

from listbot.mail import Automatic, ListContext, Mail, read
from tests.given_back import wrapped
from tests.mail.arrivals import BY_THE_LIST, FIELDS, arrival, mail

ANSWER = "In-Reply-To: <1@example.org>\n"
STRAY = "From: Ana <ana@example.org>\nTo: other@example.net\nMessage-ID: <1@example.org>\n"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("Auto-Submitted: no\n", None),
        ("Auto-Submitted: (a person (really)) NO; x=y\n", None),
        ("Auto-Submitted: auto-replied\n", "Auto-Submitted: auto-replied"),
        ("Auto-Submitted: (no) AUTO-generated; x=y\n", "Auto-Submitted: auto-generated"),
        ("Auto-Submitted: No (by a person)\n", None),
        ("Auto-Submitted:\n", None),
        (
            "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n",
            "multipart/report, delivery-status",
        ),
        ("Content-Type: Multipart/Report; boundary=x\n", "multipart/report"),
        ("Return-Path: <>\n", "null sender"),
        ("Return-Path: <infra-bounces@example.org>\n", None),
        ("X-Auto-Response-Suppress: DR, OOF\n", None),
        ("X-Autoreply: yes\n", "X-Autoreply: yes"),
        ("X-Autoreply: no\n", None),
        ("X-Autoreply: y\udce4s\n", "X-Autoreply: y\ufffds"),
        ("Auto-Submitted: auto-r\udce4plied\n", "Auto-Submitted: auto-r\ufffdplied"),
        ("Precedence: auto_reply\n", "Precedence: auto_reply"),
        ("Subject: Abwesenheitsnotiz: Umzug\n", "Subject: Abwesenheitsnotiz: Umzug"),
        ("Subject: Out of office hours\n", None),
        ("X-Mail-Auto-Reply: 1\n", "X-Mail-Auto-Reply: 1"),
        (f"X-{'M' * 60}-Auto-Reply: 1\n", f"X-{'m' * 60}-Auto-Reply: 1".title()),
        ("X-Shop-Autoresponder: 7 days\n", "X-Shop-Autoresponder: 7 days"),
        ("X-MachineGenerated: false\n", None),
        ("X-Message-Type: autoreply\n", "X-Message-Type: autoreply"),
        ("X-Mailer: vacation 1.2\n", "X-Mailer: vacation 1.2"),
        ("X-Mailer: Mutt, no autoreply\n", "X-Mailer: mutt, no autoreply"),
        ("X-Mailer: Mutt 2.2\n", None),
        ("X-Auto-Submitted: auto-replied\n", "X-Auto-Submitted: auto-replied"),
        ("X-Auto-Submitted: no (a person)\n", None),
        ("Delivered-To: autoresponder\n", "Delivered-To: autoresponder"),
        (ANSWER + "Subject: Sjálfvirkt svar: Wiki\n", "Subject: Sjálfvirkt svar: Wiki"),
        (ANSWER + "Subject: ตอบกลับอัตโนมัติ: Wiki\n", "Subject: ตอบกลับอัตโนมัติ: Wiki"),
        (ANSWER + "Subject: Fraværende: Wiki\n", "Subject: Fraværende: Wiki"),
        (
            "Subject: Përgjigje automatike: [T-7] Wiki\n",
            "Subject: Përgjigje automatike: [T-7] Wiki",
        ),
        ("Subject: Automatic replies: yes or no?\n", None),
        (ANSWER + "Subject: Automatic updates: yes or no?\n", None),
        (ANSWER + "Subject: Re: Automatic replies: yes?\n", None),
        (ANSWER + "Subject: Automatic replies\n", None),
        ("Precedence: list\nList-Id: <infra.example.org>\n", None),
        ("", None),
    ],
)
def test_automatic(fields: str, reason: str | None) -> None:
    """A machine's mail is recognised by a header, which is shown; our own list's marks do
    not count.
    """
    found = mail(FIELDS + fields + "\n+1").automatic
    assert (found.reason if found else None) == reason


@pytest.mark.parametrize(
    "address", ["MAILER-DAEMON@example.org", "infra-request@example.org", "no-reply@example.org"]
)
def test_machine_names(address: str) -> None:
    """Names like mailer-daemon are machines; no person has one."""
    found = mail(f"From: {address}\nTo: infra@example.org\n\n+1").automatic
    assert found is not None
    assert found.reason == f"From: {address.lower()}"


def test_the_null_sender_of_the_envelope() -> None:
    """The envelope says what a missing Return-Path does not."""
    assert mail(FIELDS + "\n+1", envelope_from="").automatic == Automatic("null sender")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (STRAY + "Precedence: bulk\n", "Precedence: bulk"),
        (STRAY + "X-Precedence: junk\n", "X-Precedence: junk"),
        (STRAY + "X-Loop: desk@example.net\n", "X-Loop, but not from our list"),
        (STRAY + "List-Id: <other.example.net>\n", "List-Id, but not from our list"),
        (STRAY + "List-Id: <infra.example.org>\n", None),
        (BY_THE_LIST + STRAY + "List-Id: <other.example.net>\n", None),
        (STRAY, None),
    ],
)
def test_bulk_mail_of_others(raw: str, reason: str | None) -> None:
    """Bulk mail counts as a machine's unless it came through our list."""
    found = mail(raw + "\n+1").automatic
    assert (found.reason if found else None) == reason


def to_the_desk(fields: str, envelope_from: str = "cron@example.net") -> Mail:
    """A mail to a help desk, read; its mail host vouches for everything."""
    desk = ListContext("infra@example.org", ("lists.example.org",), is_desk=True)
    raw = BY_THE_LIST + "To: infra@example.org\nMessage-ID: <1@example.net>\n" + fields
    if "From: " not in fields:
        raw += "From: Monitor <monitor@example.net>\n"
    found = read(
        replace(arrival(raw + "\nThe disk is full.\n", envelope_from=envelope_from), list=desk)
    )
    assert isinstance(found, Mail)
    return found


ANSWERS = "In-Reply-To: <0@example.org>\n"


@pytest.mark.parametrize(
    ("fields", "is_notice"),
    [
        ("Auto-Submitted: auto-generated\n", True),
        ("Auto-Submitted: Auto-Generated (cron)\n" + ANSWERS, True),
        ("Auto-Submitted: auto-notified; owner-email=x\n", True),
        ("From: noreply@example.net\n", True),
        ("From: gitlab-noreply@example.net\n", True),
        ("Precedence: bulk\n", True),
        ("Precedence: list\nList-Id: <news.example.net>\n", True),
        ("List-Unsubscribe: <https://example.net>\n", True),
        ("From: noreply@example.net\n" + ANSWERS, False),
        ("From: noreply@example.net\nReferences: <0@example.org>\n", False),
        ("Precedence: bulk\n" + ANSWERS, False),
        ("Auto-Submitted: auto-replied\n", False),
        ("Auto-Submitted: auto-generated\nAuto-Submitted: auto-replied\n", False),
        ("Auto-Submitted: auto-something\n", False),
        ("Auto-Submitted: auto-generated\nSubject: Automatic reply: disk\n", False),
        ("Auto-Submitted: auto-generated\nX-Autoreply: yes\n", False),
        ("Auto-Submitted: auto-generated\nReturn-Path: <>\n", False),
        ("Auto-Submitted: auto-generated\nContent-Type: multipart/report; boundary=x\n", False),
        ("From: postmaster@example.net\n", False),
        ("From: MAILER-DAEMON@example.net\n", False),
        ("From: news-request@example.net\n", False),
        ("From: news-bounces@example.net\n", False),
    ],
)
def test_a_machine_tells_or_answers(fields: str, is_notice: bool) -> None:
    """Only an unprompted report may open a ticket; anything that could be an answer counts
    as one.
    """
    found = to_the_desk(fields).automatic
    assert found is not None
    assert found.is_notice is is_notice


@pytest.mark.parametrize(
    "fields",
    [
        "",
        "Auto-Submitted: No (by a person)\n",
        "Precedence: list\nList-Id: <infra.example.org>\n",
        ANSWERS,
    ],
)
def test_a_person_who_writes_to_a_help_desk(fields: str) -> None:
    """A person's mail is read as one, sent directly or through the desk's own list."""
    assert to_the_desk(fields).automatic is None


def test_the_null_sender_answers() -> None:
    """A null sender means an answer, whatever else the mail says."""
    found = to_the_desk("Auto-Submitted: auto-generated\n", envelope_from="").automatic
    assert found == Automatic("Auto-Submitted: auto-generated")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (
            "From: listbot <listbot@example.org>\nX-Listbot: key\nMessage-ID: <m1@x>\n",
            Automatic("our own letter: X-Listbot", "<m1@x>", "key"),
        ),
        (
            "From: listbot via infra <infra@example.org>\nMessage-ID: <listbot-m1@example.org>\n",
            Automatic(
                "our own letter: Message-ID <listbot-m1@example.org>", "<listbot-m1@example.org>"
            ),
        ),
        (
            "From: ana@example.org\nTo: infra@example.org\nX-Listbot: key\nMessage-ID: <m1@x>\n",
            None,
        ),
        (
            "From: ana@example.org\nTo: infra@example.org\nMessage-ID: <listbot-m1@example.net>\n",
            None,
        ),
        (
            "From: listbot via infra <infra@example.org>\nX-Listbot: key\n"
            "Message-ID: <AM0PR06@eurprd06.prod.outlook.com>\n"
            "X-Microsoft-Original-Message-ID: <listbot-m1@example.org>\n",
            Automatic(
                "our own letter: X-Microsoft-Original-Message-Id <listbot-m1@example.org>",
                "<listbot-m1@example.org>",
                "key",
            ),
        ),
        (
            "From: listbot <listbot@example.org>\nX-Listbot: key\n"
            "Message-ID: <613a289c.1c69fb81@mx.google.com>\n"
            "X-Google-Original-Message-ID: <listbot-m1@example.org>\n",
            Automatic(
                "our own letter: X-Google-Original-Message-Id <listbot-m1@example.org>",
                "<listbot-m1@example.org>",
                "key",
            ),
        ),
        (
            "From: ana@example.org\nTo: infra@example.org\nMessage-ID: <m1@x>\n"
            "X-Microsoft-Original-Message-ID: <listbot-m1@example.org>\n",
            None,
        ),
    ],
)
def test_own_letters(raw: str, found: Automatic | None) -> None:
    """Our mark counts only with our address or with our Message-ID, which some hosts move to
    another field; our Message-ID counts by itself.
    """
    assert mail(raw + "\n+1").automatic == found


@pytest.mark.parametrize(
    ("field", "wish"),
    [
        ("X-Auto-Response-Suppress: DR, OOF\n", "X-Auto-Response-Suppress: DR, OOF"),
        ("X-Auto-Response-Suppress: None\n", ""),
        ("", ""),
    ],
)
def test_asking_for_no_answer_does_not_make_a_machine(field: str, wish: str) -> None:
    """Some Exchange servers add the field to what people write: their votes count, and they
    get no letters.
    """
    found = mail(FIELDS + field + "\n+1\n")
    assert (wish, None) == (found.no_answer, found.automatic)


def test_a_letter_of_ours_that_the_list_wrapped() -> None:
    """The mark that proves it is among the fields of the mail inside: the list wrote the others."""
    sent = (
        b"From: listbot <listbot@example.org>\r\nTo: infra@example.org\r\nSubject: a\r\n"
        b"Message-ID: <listbot-1@example.org>\r\nX-Listbot: k1 00\r\n\r\nIt passed.\r\n"
    )
    found = mail(wrapped(sent)).automatic
    assert found is not None
    assert (found.own_letter, found.mark) == ("<listbot-1@example.org>", "k1 00")
