"""Posts of a Google Group: its own signature shows that they were on the list, and who wrote them.

Their shape is that of a post of a Workspace domain's group, as it arrives at another mail host.
"""

from dataclasses import replace

import pytest

from listbot.mail import Arrival, Level, Mail, read
from listbot.mail.authorship import Heard, KeyAnswer
from listbot.mail.proof.judging import questions
from tests.mail.arrivals import LIST, NOW
from tests.mail.proof.signing import Signer, Zone

GROUP = replace(LIST, trusted_hops=(), host_signature="example.org")
ROUTE = (
    "Received: from mail-qv1-xf48.google.com (mail-qv1-xf48.google.com [IPv6:2001:db8::f48])\n"
    "\tby mx.example.net (Postfix) with ESMTPS id 1; Tue, 12 May 2026 11:59:00 +0000\n"
    "Received: by mail-qv1-xf48.google.com with SMTP id 6a1803df08f44-8aca281aaa4sf10974076d6.1\n"
    "        for <listbot@example.net>; Tue, 12 May 2026 04:58:59 -0700 (PDT)\n"
)
POST = (
    "Date: Tue, 12 May 2026 11:49:00 +0000\n"
    "To: infra@example.org\n"
    "From: \"'Ana Ruiz' via infra\" <infra@example.org>\n"
    "Subject: Re: [VOTE] Move the wiki\n"
    "Message-ID: <1@example.net>\n"
    "In-Reply-To: <vote@example.org>\n"
    "References: <vote@example.org>\n"
    "MIME-Version: 1.0\n"
    'Content-Type: text/plain; charset="UTF-8"\n'
    "X-Original-Sender: ana@example.net\n"
    "X-Original-Authentication-Results: mx.google.com;       dkim=pass\n"
    " header.i=@example.net header.s=s1 header.b=EDamHHKF;       dmarc=pass (p=REJECT\n"
    " sp=REJECT dis=NONE) header.from=example.net\n"
    "X-Original-From: Ana Ruiz <ana@example.net>\n"
    "Reply-To: Ana Ruiz <ana@example.net>\n"
    "Precedence: list\n"
    "Mailing-list: list infra@example.org; contact infra+owners@example.org\n"
    "List-ID: <infra.example.org>\n"
    "X-Google-Group-Id: 304886998071\n"
    "List-Post: <https://groups.google.com/a/example.org/group/infra/post>,\n"
    " <mailto:infra@example.org>\n"
    "\n"
    "+1\n"
    "\n"
    "-- \n"
    'You received this message because you are subscribed to the Google Groups "infra" group.\n'
    "To unsubscribe from this group and stop receiving emails from it, send an email to\n"
    "infra+unsubscribe@example.org.\n"
    "To view this discussion visit\n"
    "https://groups.google.com/a/example.org/d/msgid/infra/1%40example.net.\n"
)
COVERS = (
    "list-post list-id mailing-list precedence reply-to x-original-authentication-results "
    "x-original-sender mime-version references in-reply-to message-id subject from to date cc"
)
SIGNER = Signer(selector="google", covers=tuple(COVERS.split()))
ZONE = Zone().put(SIGNER.answer)
TO_THE_LIST = POST.replace("Reply-To: Ana Ruiz <ana@example.net>", "Reply-To: infra@example.org")
LIKE_ANA = ("ana@example.net", Level.LIST_VOUCHED, "example.org")
LIKE_NOBODY = ("infra@example.org", Level.UNVERIFIED, "")


def came(raw: bytes, zone: Zone = ZONE, group: object = GROUP) -> Mail:
    """The post as it is read with what a zone answers."""
    assert isinstance(group, type(GROUP))
    arrival = Arrival(ROUTE.encode() + raw, group, "lmtp", NOW)
    found = read(replace(arrival, key_answers=zone.key_answers(questions(arrival))))
    assert isinstance(found, Mail), found
    return found


def known(mail: Mail) -> tuple[str, Level, str]:
    """The author, how sure that is, and what shows that the mail was on the list."""
    return mail.author.address, mail.author.level, mail.vouched_by


def test_a_post_of_the_group() -> None:
    """The author is in Reply-To, the name without Google's quotes; the footer is not theirs."""
    found = came(SIGNER.sign(POST))
    assert known(found) == LIKE_ANA
    assert found.author.name == "Ana Ruiz"
    assert found.author.how == "Reply-To, because From is the list's own"
    assert found.body.own.strip() == "+1"


def test_where_replies_go_to_the_list() -> None:
    """Then the author is in X-Original-Sender, which the group signs."""
    found = came(SIGNER.sign(TO_THE_LIST))
    assert known(found) == LIKE_ANA
    assert found.author.name == "Ana Ruiz"
    assert found.author.how == "X-Original-Sender, because From is the list's own"


def test_a_post_whose_from_is_left_alone() -> None:
    """Where the author's domain allows it, Google leaves From as it is."""
    plain = POST.replace("\"'Ana Ruiz' via infra\" <infra@example.org>", "Ana <ana@example.net>")
    assert known(came(SIGNER.sign(plain))) == LIKE_ANA


def test_mailing_list_names_it_too() -> None:
    """Where there is no List-ID, as at some other hosts."""
    assert known(came(SIGNER.sign(POST.replace("List-ID: <infra.example.org>\n", "")))) == LIKE_ANA


@pytest.mark.parametrize(
    "raw",
    [
        POST.encode(),
        replace(SIGNER, key="another").sign(POST),
        SIGNER.of("evil.example").sign(POST),
        SIGNER.sign(
            POST.replace("infra.example.org>", "ops.example.org>").replace(
                "list infra@", "list ops@"
            )
        ),
        SIGNER.sign(POST).replace(b"Reply-To: Ana Ruiz <ana@", b"Reply-To: Eve <eve@"),
        b"Reply-To: Eve <eve@example.net>\r\n" + SIGNER.sign(POST),
        b"Cc: Eve <eve@example.net>\r\n" + SIGNER.sign(TO_THE_LIST),
        b"X-Original-Sender: eve@example.net\r\n" + SIGNER.sign(TO_THE_LIST),
        b"List-ID: <infra.example.org>\r\n"
        + SIGNER.sign(
            POST.replace("infra.example.org>", "ops.example.org>").replace(
                "list infra@", "list ops@"
            )
        ),
        SIGNER.sign(POST).replace(b"\r\n+1\r\n", b"\r\n-1\r\n"),
        SIGNER.sign(POST).replace(b"<vote@example.org>", b"<other@example.org>"),
        replace(SIGNER, covers=tuple(COVERS.replace("reply-to ", "", 1).split())).sign(POST),
        replace(SIGNER, covers=tuple(COVERS.replace("list-id mailing-list ", "").split())).sign(
            POST
        ),
        replace(SIGNER, covers=tuple(COVERS.replace("x-original-sender ", "").split())).sign(
            TO_THE_LIST
        ),
        SIGNER.sign(TO_THE_LIST.replace("X-Original-Sender: ana@example.net\n", "")),
    ],
    ids=[
        "unsigned",
        "another key",
        "another domain",
        "another group",
        "another Reply-To",
        "a second Reply-To",
        "a Cc",
        "a second X-Original-Sender",
        "a List-ID on top of another group's post",
        "another text",
        "another thread",
        "Reply-To unsigned",
        "no name of the list signed",
        "X-Original-Sender unsigned",
        "no X-Original-Sender",
    ],
)
def test_forged_posts(raw: bytes) -> None:
    """Anybody with a Google account sends from the same hosts, and may write every header of a
    group: none of it is believed without the group's signature.
    """
    address, level, _ = known(came(raw))
    assert (address, level) == LIKE_NOBODY[:2]


def test_a_name_in_the_headers_alone_is_nobody() -> None:
    """X-Original-From and X-Google-Group-Id are never read."""
    found = came(
        SIGNER.sign(
            TO_THE_LIST.replace(
                "X-Original-From: Ana Ruiz <ana@example.net>", "X-Original-From: Eve <e@x.example>"
            )
        )
    )
    assert known(found) == LIKE_ANA


def test_a_list_that_names_no_signature_asks_for_no_key() -> None:
    """As before: its hosts have names."""
    arrival = Arrival(
        ROUTE.encode() + SIGNER.sign(POST), replace(GROUP, host_signature=""), "x", NOW
    )
    assert questions(arrival) == ()
    assert known(came(SIGNER.sign(POST), group=arrival.list)) == LIKE_NOBODY


def test_a_silent_dns_leaves_it_open() -> None:
    """Without an answer the post is not vouched for yet, and its key is to be asked for again."""
    silent = Zone().put(KeyAnswer(SIGNER.name, Heard.NO_ANSWER))
    found = came(SIGNER.sign(POST), silent)
    assert known(found) == LIKE_NOBODY
    assert found.arrival.key_answers is not None
    assert found.arrival.key_answers.open == (SIGNER.name,)
    assert known(came(SIGNER.sign(POST), Zone().put(replace(SIGNER.answer, texts=("p=",))))) == (
        LIKE_NOBODY
    )


def test_an_archive_says_nothing() -> None:
    """A mail from an archive is not checked."""
    arrival = Arrival(SIGNER.sign(POST), GROUP, "archive", NOW, archived=True)
    assert questions(arrival) == ()


def test_a_header_that_is_not_plain_shows_nothing() -> None:
    """A line that belongs to no field, or more header than is read: nothing is checked."""
    odd = b"no field\r\n" + SIGNER.sign(POST)
    assert questions(Arrival(odd, GROUP, "lmtp", NOW)) == ()
    long = b"X-Fill: " + b"x" * 900_000 + b"\r\n" + SIGNER.sign(POST)
    assert questions(Arrival(long, GROUP, "lmtp", NOW)) == ()


def test_author_and_list_may_both_be_signed() -> None:
    """Where the group keeps the author's signature, and From is his own, a vote is verified."""
    asks = replace(GROUP, asks_proof=True)
    own = Signer(domain="example.net")
    plain = POST.replace("\"'Ana Ruiz' via infra\" <infra@example.org>", "Ana <ana@example.net>")
    raw = SIGNER.sign(own.sign(plain))
    found = came(raw, Zone().put(SIGNER.answer, own.answer), asks)
    assert known(found) == ("ana@example.net", Level.VERIFIED, "example.org")
    assert known(came(SIGNER.sign(POST), group=asks)) == LIKE_ANA
