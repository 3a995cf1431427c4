"""The hosts a mail came through, as shown to people."""

from datetime import UTC, datetime

from listbot.mail import clients_of, handed_over_by, is_vouched, received_of, route_of, usual_hosts
from listbot.mail.origin.received import Hop
from listbot.mail.origin.route import Step
from listbot.mail.wire.limits import MAX_HEADER_SIZE

AT = datetime(2026, 5, 12, 11, tzinfo=UTC)
STAMP = "; Tue, 12 May 2026 11:00:00 +0000"
DELIVERY = f"from mx.example.org ([127.0.0.1]) by vm with LMTP id 1{STAMP}"
LIST = f"from x (lists.example.org [192.0.2.1]) by mx.example.org (Postfix) with ESMTP id 2{STAMP}"
PERSON = (
    f"from laptop (unknown [198.51.100.7]) by lists.example.org (Postfix) with ESMTPSA id 3{STAMP}"
)
STRANGE = f"by something in its own form{STAMP}"

DELIVERED = Hop(frozenset(), AT, is_delivery=True, by="vm")
LISTED = Hop(frozenset({"lists.example.org", "192.0.2.1"}), AT, by="mx.example.org")
SUBMITTED = Hop(frozenset({"198.51.100.7"}), AT, by="lists.example.org")


def test_each_line_has_its_writer_its_client_and_its_worth() -> None:
    """A trusted host's own lines are believed, and no line below the first untrusted one."""
    assert route_of([DELIVERY, LIST, PERSON, PERSON], ["lists.example.org"]) == (
        Step(DELIVERED, is_believed=True, is_trusted=False),
        Step(LISTED, is_believed=True, is_trusted=True),
        Step(SUBMITTED, is_believed=True, is_trusted=False),
        Step(SUBMITTED, is_believed=False, is_trusted=False),
    )


def test_a_trusted_host_below_an_untrusted_line_vouches_for_nothing() -> None:
    """The writer of the line above it could have written it, too."""
    assert [
        is_vouched(route_of(lines, ["192.0.2.1"])) for lines in ([LIST, PERSON], [PERSON, LIST], [])
    ] == [
        True,
        False,
        False,
    ]


def test_the_host_that_handed_a_mail_over_is_the_one_before_our_own_deliveries() -> None:
    """Its name comes first, the way a person would write it down; empty if the line cannot
    be read.
    """
    found = [
        handed_over_by(route_of(lines, []))
        for lines in ([DELIVERY, LIST], [STRANGE, LIST], [DELIVERY])
    ]
    assert found == [("lists.example.org", "192.0.2.1"), (), ()]
    assert clients_of(SUBMITTED) == ("198.51.100.7",)


def test_the_most_usual_host_comes_first_and_unknown_ones_last() -> None:
    """One stranger's mail among a list's does not hide the list."""
    routes = [
        route_of(lines, []) for lines in ([PERSON], [LIST], [STRANGE], [STRANGE], [LIST], [STRANGE])
    ]
    assert usual_hosts(routes) == (("lists.example.org", 2), ("198.51.100.7", 1), ("", 3))


def test_the_received_fields_of_raw_bytes() -> None:
    """Newest first, folded ones as one; empty if the header cannot be read."""
    raw = b"Received: one\r\n\tmore\r\nSubject: x\r\nreceived: two\r\n\r\nReceived: three\r\n"
    assert [" ".join(field.split()) for field in received_of(raw)] == ["one more", "two"]
    assert received_of(b"Received: " + b"x" * MAX_HEADER_SIZE + b"\r\n\r\n") == []
    assert received_of(b"\r\n\r\n") == []
