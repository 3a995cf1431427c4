"""The whole reading of a mail."""

import pytest

from listbot.mail import Level, Unreadable, read
from tests.mail.arrivals import BY_THE_LIST, FIELDS, arrival, mail

WRAPPED = (
    "From: Ana via infra <infra@example.org>\nReply-To: Ana <ana@example.org>\nMessage-ID: "
    "<new@example.org>\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: message/rfc822\n\n'
    "From: Ana <ana@example.org>\nMessage-ID: <old@example.org>\nIn-Reply-To: "
    "<0@example.org>\n\n+1\n\n--b--\n"
)


def test_a_space_before_a_colon() -> None:
    """White space before the colon of a field is none of its name (RFC 5322, 4.5)."""
    found = mail("From : Zoe <zoe@example.org>\nTo\t: infra@example.org\nSubject: a : b\n\n+1\n")
    assert (found.author.address, found.to, found.subject) == (
        "zoe@example.org",
        ("infra@example.org",),
        "a : b",
    )


@pytest.mark.parametrize(
    ("date", "read"),
    [("Tue, 12 May 2026 04:30", 7), ("Thu, 1 Jan 2009 00:00", 7), ("Tue, 12 May 2026 06:30", 6)],
)
def test_a_clock_that_is_behind(date: str, read: int) -> None:
    """Whoever sends a mail hands it over at once: a Date an hour before the first host's is wrong,
    whatever a moderator kept it for.
    """
    stamps = "".join(
        f"Received: by {host}; Tue, 12 May 2026 {hour}:00:00 +0000\n"
        for host, hour in (("list.example.org", 11), ("mx.example.org", 7))
    )
    found = mail(f"{stamps}From: zoe@example.org\nDate: {date}:00 +0000\n\n+1")
    assert found.date is not None
    assert found.date.hour == read


def test_an_id_without_brackets() -> None:
    """Its answers name it in brackets, and so it has them here."""
    found = mail(
        "From: zoe@example.org\nMessage-ID: 7@example.org\nIn-Reply-To: 6@example.org\n\n+1\n"
    )
    assert (found.message_id, found.references) == ("<7@example.org>", ("<6@example.org>",))


def test_a_plain_mail() -> None:
    """Everything a decision needs is read from an ordinary mail."""
    found = mail(
        BY_THE_LIST + FIELDS + "Cc: infra@example.org, bob@example.org\nSubject: Re: [VOTE] "
        "x\nIn-Reply-To: <0@example.org>\n"
        "List-Id: Infra <infra.example.org>\n\n+1\n\n> -1\n"
    )
    assert (
        found.message_id,
        found.subject,
        found.references,
        found.to,
        found.list_id,
        found.body.own,
        found.notes,
    ) == (
        "<1@example.org>",
        "Re: [VOTE] x",
        ("<0@example.org>",),
        ("infra@example.org", "bob@example.org"),
        "infra.example.org",
        "+1",
        (),
    )


def test_a_wrapped_post_is_unwrapped() -> None:
    """For a post wrapped for DMARC, the original's author, Message-ID and words count."""
    found = mail(BY_THE_LIST + WRAPPED)
    assert (
        found.message_id,
        found.author.address,
        found.author.level,
        found.body.own,
        found.references,
        found.notes[0],
    ) == (
        "<old@example.org>",
        "ana@example.org",
        Level.LIST_VOUCHED,
        "+1",
        ("<0@example.org>",),
        "wrapped by the list, unwrapped",
    )


@pytest.mark.parametrize(
    "raw",
    [
        WRAPPED,
        BY_THE_LIST + WRAPPED.replace("Ana via infra <infra@", "Bob <bob@"),
        BY_THE_LIST
        + WRAPPED.replace(
            "\nFrom: Ana <ana@example.org>\nMessage-ID: <old", "\nX: y\nMessage-ID: <old"
        ),
        BY_THE_LIST + WRAPPED.replace("\nFrom: Ana <ana@example.org>", "\nFrom: nobody"),
        BY_THE_LIST + WRAPPED.replace("message/rfc822", "application/x-other"),
    ],
)
def test_other_enclosed_mails_are_not_the_writers(raw: str) -> None:
    """A forwarded mail, or one wrapped by an untrusted host, gives no words and no author."""
    found = mail(raw)
    assert (found.message_id, found.body.own, found.notes) == (
        "<new@example.org>",
        "",
        ("no Date", "no text in this mail"),
    )


@pytest.mark.parametrize(
    ("field", "reason", "mark"),
    [
        ("Auto-Submitted: auto-replied", "Auto-Submitted: auto-replied", ""),
        ("X-Autoreply: yes", "X-Autoreply: yes", ""),
        ("X-Listbot: k1 abc", "our own letter: X-Listbot", "k1 abc"),
    ],
)
def test_a_wrapped_mail_of_a_machine_is_one(field: str, reason: str, mark: str) -> None:
    """A list that wraps leaves in the original what tells that a machine, or we, wrote it."""
    author = "listbot" if mark else "ana"
    raw = WRAPPED.replace("From: Ana <ana@", f"{field}\nFrom: Ana <{author}@")
    found = mail(BY_THE_LIST + raw).automatic
    assert found is not None
    assert (found.reason, found.mark) == (reason, mark)


def test_a_wrapper_of_a_machine_is_one() -> None:
    """Whatever the original says."""
    found = mail(BY_THE_LIST + "Auto-Submitted: auto-generated\n" + WRAPPED).automatic
    assert found is not None
    assert found.reason == "Auto-Submitted: auto-generated"


def test_an_archive_unwraps_by_list_post() -> None:
    """A recount knows the list only from its headers."""
    raw = "List-Post: <mailto:infra@example.org>\n" + WRAPPED
    assert mail(raw, archived=True).message_id == "<old@example.org>"


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ("", "no Message-ID: made from the content"),
        ("Message-ID: <>\n", "broken Message-ID: made from the content"),
        ("Message-ID: abc\n", "broken Message-ID: made from the content"),
        (f"Message-ID: <{'x' * 400}@y>\n", "broken Message-ID: made from the content"),
    ],
)
def test_a_message_id_is_made_where_there_is_none(field: str, note: str) -> None:
    """A mail without a usable Message-ID gets one made from author, date and words, the
    same by every route.
    """
    raw = "From: ana@example.org\nDate: Tue, 12 May 2026 11:49:00 +0000\n" + field + "\n+1"
    found, again = mail(raw), mail(BY_THE_LIST + raw)
    assert (again.message_id, (note,)) == (found.message_id, found.notes)
    assert found.message_id.endswith("@no-message-id.invalid>")


@pytest.mark.parametrize(
    ("date", "note"),
    [
        ("", "no Date"),
        ("Date: x\n", "absurd Date"),
        ("Date: Tue, 12 May 2099 11:49:00 +0000\n", "absurd Date"),
    ],
)
def test_dates(date: str, note: str) -> None:
    """A Date that is missing, broken or in the future is ignored."""
    found = mail("From: ana@example.org\nMessage-ID: <1@x>\n" + date + "\n+1")
    assert (found.date, found.notes) == (None, (note,))


def test_a_parser_that_raises_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Input that trips the standard library is set aside with its reason and a Message-ID
    to find it by.
    """

    def trip(_: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr("email.message_from_bytes", trip)
    found = read(arrival(FIELDS + "Content-Type: multipart/mixed\n\n+1"))
    assert isinstance(found, Unreadable)
    assert (found.reason, found.message_id) == (
        "the MIME parser failed: RecursionError",
        "<1@example.org>",
    )


def test_a_line_that_is_not_a_field_ends_the_header() -> None:
    """Text below a broken header line is body, as for the parser, and is not lost."""
    assert mail(FIELDS + "no field\nX: y\n\n+1").body.own == "no field\nX: y\n\n+1"


def test_the_same_words_have_the_same_digest() -> None:
    """White space and wrapping do not matter for the same words."""
    assert (
        mail(FIELDS + "\n+1  from\nme\n").words_digest == mail(FIELDS + "\n+1 from me").words_digest
    )


def test_line_ends_do_not_matter() -> None:
    """CRLF, as in SMTP, reads the same as LF."""
    raw = FIELDS + "\n+1\n\n> -1\n"
    assert mail(raw.replace("\n", "\r\n")).body == mail(raw).body


def test_two_scans_are_two_mails() -> None:
    """A scanner writes no text and no Date, and no Message-ID or always the same: the files
    distinguish its mails.
    """
    scans = [
        f"From: scan@example.org\n{more}Content-Type: application/pdf\n\n{page}\n"
        for more in ("", "Message-ID: <scan@example.org>\n")
        for page in ("one", "two")
    ]
    first, second, third, fourth = map(mail, scans)
    assert len({first.message_id, second.message_id, third.message_id}) == 3
    assert third.message_id == fourth.message_id
    assert third.words_digest != fourth.words_digest
    assert mail(scans[2].replace("\n", "\r\n")).words_digest == third.words_digest
