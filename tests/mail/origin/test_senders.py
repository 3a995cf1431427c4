"""From is read only if every reader finds the same single author."""

import pytest

from listbot.mail import Level, Unreadable, read
from listbot.mail.origin.senders import LONGEST, Ambiguity, read_surely
from listbot.mail.wire.headers import Mailbox, canonical
from tests.mail.arrivals import BY_THE_LIST, STRAIGHT, arrival, mail, refusal

ANA = "ana@example.org"
OPEN = "an unclosed quote or bracket"
SEVERAL = "several addresses"
UNCLEAR = "an address that can be read in two ways"
NOBODY = "no address"

HUMAN = [
    (ANA, ""),
    ("<ana@example.org>", ""),
    ("Ana <ANA@Example.ORG>", "Ana"),
    ("Ana Ruiz <ana@example.org>", "Ana Ruiz"),
    ('"ana@work" <ana@example.org>', "ana@work"),
    ("ana@work <ana@example.org>", "ana@work"),
    ("Ana @ana <ana@example.org>", "Ana @ana"),
    ("Ana (ana@home.example) <ana@example.org>", "Ana (ana@home.example)"),
    ('"kim@example.net" <ana@example.org>', "kim@example.net"),
    ("ana@example.org <ana@example.org>", "ana@example.org"),
    ("'Ana@Example.org' <ana@example.org>", "'Ana@Example.org'"),
    ("ana@example.org (Ana Ruiz)", "Ana Ruiz"),
    ("ana@example.org (Ana (kim@example.net) Ruiz)", "Ana (kim@example.net) Ruiz"),
    ("(Ana) ana@example.org", "Ana"),
    ('"Ana" ana@example.org', ""),
    ('"Ruiz, Ana" <ana@example.org>', "Ruiz, Ana"),
    ("Ruiz, Ana <ana@example.org>", "Ana"),
    ("Ana <ana@example.org>,", "Ana"),
    ("Ana; infra <ana@example.org>", "infra"),
    ("Infra: Ana <ana@example.org>", "Infra: Ana"),
    ("Ana :) <ana@example.org>", "Ana :)"),
    ('Ana"<ana@example.org>', 'Ana "'),
    ('"Ana <ana@example.org>', '" Ana'),
    ("team: ana@example.org;", ""),
    ("team: Ana <ana@example.org>;", "team: Ana"),
    ("nobody:;, ana@example.org", ""),
    ('"Ana \\"the cat\\" Ruiz" <ana@example.org>', 'Ana "the cat" Ruiz'),
    ('"Ana <kim@example.net>" <ana@example.org>', "Ana <kim@example.net>"),
    ('Kim" <kim@example.net>, "Ana <ana@example.org>', 'Kim " <kim@example.net>, " Ana'),
    ("=?utf-8?q?ana=40example.net?= <ana@example.org>", "ana@example.net"),
    ("=?utf-8?q?kim@example.net?= <ana@example.org>", "kim@example.net"),
    ("=?utf-8?b?a2ltQGV4YW1wbGUubmV0?= <ana@example.org>", "kim@example.net"),
    ("=?utf-8?q?Ana?=\r\n\t=?utf-8?q?_Ruiz?=\r\n <ana@example.org>", "Ana Ruiz"),
    ("Ana\r\n\t<\tana@example.org >", "Ana"),
    ("Ana via Infra <ana@example.org>", "Ana via Infra"),
    ("\udcd0\udc90na <ana@example.org>", "Аna"),
]


@pytest.mark.parametrize(("written", "name"), HUMAN)
def test_ordinary_senders_are_read(written: str, name: str) -> None:
    """Names may contain commas, colons, quotes and addresses if every reader takes them for
    a name.
    """
    assert read_surely(written) == (Mailbox(ANA, name),)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ana@example.org, kim@evil.example", SEVERAL),
        ("ana@example.org,kim@evil.example", SEVERAL),
        ("ana@example.org; kim@evil.example", SEVERAL),
        ("ana@example.org kim@evil.example", SEVERAL),
        ("ana@example.org\r\n kim@evil.example", SEVERAL),
        ("ana@example.org, ana@example.org", SEVERAL),
        ("Ana <ana@example.org>, Kim <kim@evil.example>", SEVERAL),
        ("<ana@example.org> <kim@evil.example>", SEVERAL),
        ("<ana@example.org><kim@evil.example>", SEVERAL),
        ("<ana@example.org> kim@evil.example", SEVERAL),
        ("kim@evil.example (x) <ana@example.org>", SEVERAL),
        ("kim@evil.example <ana@example.org>", SEVERAL),
        ("Kim kim@evil.example <ana@example.org>", SEVERAL),
        ("kim @ evil.example <ana@example.org>", SEVERAL),
        ("kim(x)@(y)evil.example <ana@example.org>", SEVERAL),
        ('"kim"@evil.example <ana@example.org>', SEVERAL),
        ("<ana@example.org>, <>, <kim@evil.example>", SEVERAL),
        ("team: ana@example.org, kim@evil.example;", SEVERAL),
        ("team: Ana <ana@example.org>, Kim <kim@evil.example>;", SEVERAL),
        ("team: ana@example.org;, kim@evil.example", SEVERAL),
        ("kim@evil.example: ana@example.org;", SEVERAL),
        ("kim@evil.example: Ana <ana@example.org>;", SEVERAL),
        ("ana@example.org:kim@evil.example", UNCLEAR),
        ("<@evil.example:ana@example.org>", UNCLEAR),
        ("<@evil.example,@x.example:ana@example.org>", UNCLEAR),
        ('<"ana"@example.org>', UNCLEAR),
        ('"ana"@example.org', NOBODY),
        ('"kim"ana@example.org', NOBODY),
        ('"kim".ana@example.org', NOBODY),
        ('kim"ana@example.org', UNCLEAR),
        ('"\\"\\" <ana@example.org>', OPEN),
        ('"kim@evil.example <ana@example.org>', OPEN),
        ('Ana" (kim@evil.example) <ana@example.org>', OPEN),
        ("ana @ example.org", UNCLEAR),
        ("ana(x)@example.org", UNCLEAR),
        ("ana@(x)example.org", UNCLEAR),
        ("ana=?utf-8?q?x?=@example.org", UNCLEAR),
        ("ana@=?utf-8?q?example.org?=", UNCLEAR),
        ("Ana <ana@=?utf-8?q?example.org?=>", UNCLEAR),
        ("Ana <=?utf-8?q?ana?=@example.org>", UNCLEAR),
        ("Ana <ana@example.org (home)>", UNCLEAR),
        ("Ana <ana@\r\n example.org>", UNCLEAR),
        ("Ana <ana@example.org,kim@evil.example>", UNCLEAR),
        ("Ana <ana@example.org kim@evil.example>", UNCLEAR),
        ("Ana <ana@evil.example@example.org>", UNCLEAR),
        ("Ana <ana@[192.0.2.1]>", UNCLEAR),
        ("Ana <ana\\@example.org>", UNCLEAR),
        ("Ana <ana@example.org", OPEN),
        ("Ana ana@example.org>", OPEN),
        ("Ana <<ana@example.org>>", OPEN),
        ("Ana <ana@example.org> >", OPEN),
        ("Ana <ana@example.org>> <kim@evil.example>", OPEN),
        ("Ana (x <ana@example.org>", OPEN),
        ("Ana (x\\) <ana@example.org>", OPEN),
        ("Ana (" * 300 + "<ana@example.org>", OPEN),
        ("Ana Ruiz ana@example.org", UNCLEAR),
        # A quoted address that is nobody's name: some readers take it for one of two.
        ('Ana <ana@example.org> "kim@evil.example"', SEVERAL),
        ('ana@example.org "kim@evil.example"', SEVERAL),
        ('"kim@evil.example" ana@example.org', SEVERAL),
        ('Ana <ana@example.org>, "kim@evil.example"', SEVERAL),
        ('"kim@evil.example"; ana@example.org', SEVERAL),
        # Addresses beyond ASCII, as UTF-8 bytes: lookalikes that common mappings turn into ours.
        ("Ana <ana@\uff45xample.org>", UNCLEAR),
        ("Ana <ana@example\u3002org>", UNCLEAR),
        ("Ana <ana@example\uff0eorg>", UNCLEAR),
        ("Ana <ana@example\uff61org>", UNCLEAR),
        ("Ana <ana@ex\u00adample.org>", UNCLEAR),
        ("Ana <ana@ex\u200bample.org>", UNCLEAR),
        ("Ana <ana@ex\u200dample.org>", UNCLEAR),
        ("Ana <ana@example.org\u200f>", UNCLEAR),
        ("Ana <ana@\u202eexample.org>", UNCLEAR),
        ("Ana <ana@\u212ax.org>", UNCLEAR),
        ("Ana <ana@m\u00fc\u212a.org>", UNCLEAR),
        ("Ana <ana@stra\u00dfe.org>", UNCLEAR),
        ("Ana <ana@\u2460.org>", UNCLEAR),
        ("Ana <ana@mu\u0308nchen.example>", UNCLEAR),
        ("Ana <ana@example.org\uff0c>", UNCLEAR),
        ("Ana <an\u200ba@example.org>", UNCLEAR),
        ("Ana <ana\uff20example.org>", ()),
        # Not domains.
        ("Ana <ana@example.org.>", UNCLEAR),
        ("Ana <ana@.example.org>", UNCLEAR),
        ("Ana <ana@example..org>", UNCLEAR),
        ("Ana <ana@-example.org>", UNCLEAR),
        ("Ana <ana@example.org!x>", UNCLEAR),
        ("Ana <ana@example.org%x>", UNCLEAR),
        ("Ana <ana@example.org\x01>", UNCLEAR),
        ("Ana <an\x7fa@example.org>", UNCLEAR),
        ("Ana <@example.org>", UNCLEAR),
        ("Ana <ana@>", UNCLEAR),
        ("x" * LONGEST + " <ana@example.org>", f"{LONGEST + 18} characters (at most {LONGEST})"),
    ],
)
def test_ambiguous_senders_are_refused(written: str, reason: str | tuple[()]) -> None:
    """A field that some readers attribute to somebody else names nobody, at any level."""
    raw = written.encode("utf-8").decode("ascii", "surrogateescape")
    found = read_surely(raw)
    assert (found.reason if isinstance(found, Ambiguity) else _several(found)) == reason
    expected = f"{reason or NOBODY} in From"
    assert refusal(BY_THE_LIST + f"From: {written}\n\n+1") == expected
    assert refusal(STRAIGHT + f"From: {written}\n\n+1") == expected


def _several(found: tuple[Mailbox, ...]) -> str | tuple[Mailbox, ...]:
    return SEVERAL if len(found) > 1 else found


@pytest.mark.parametrize(
    "written",
    [
        "",
        "<>",
        '"Ana" <>',
        "Ana",
        "Ana Ruiz,",
        "MAILER-DAEMON",
        "Mail <MAILER-DAEMON>",
        "@",
        '"',
        "(@)",
    ],
)
def test_nobody_is_named(written: str) -> None:
    """Without an address there is no author; only a bounce may lack one, and only if there
    is none.
    """
    assert refusal(f"From: {written}\n\n+1").endswith(" in From")


def test_a_bounce_may_name_no_author_but_not_two() -> None:
    """A null sender excuses an empty From, and nothing else."""
    assert mail("From: <>\n\nx", envelope_from="").author.level is Level.UNVERIFIED
    assert (
        refusal("Return-Path: <>\nFrom: ana@example.org, kim@evil.example\n\nx")
        == f"{SEVERAL} in From"
    )


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("ana@münchen.example", "ana@xn--mnchen-3ya.example"),
        ("ana@MÜNCHEN.Example", "ana@xn--mnchen-3ya.example"),
        ("ana@例え.example", "ana@xn--r8jz45g.example"),
        ("ana@xn--mnchen-3ya.example", "ana@xn--mnchen-3ya.example"),
        ("änä@example.org", "änä@example.org"),
        ("ana%x.example@example.org", "ana%x.example@example.org"),
        ("x!ana@example.org", "x!ana@example.org"),
        ("ana@host_1.example.org", "ana@host_1.example.org"),
    ],
)
def test_true_domains_stay(written: str, address: str) -> None:
    """A domain written as registered is accepted in either form; old routes in a local part
    lead nowhere.
    """
    assert canonical(written) == address
    assert mail(f"From: Ana <{written}>\n\n+1").author.address == address


def test_a_local_part_that_needs_its_quotes() -> None:
    """Some telephones' addresses have dots that are only allowed in quotes; nobody reads them in
    two ways.
    """
    found = read_surely('Zoe <"Zoe..b."@example.org>')
    assert found == (Mailbox('"zoe..b."@example.org', "Zoe"),)


@pytest.mark.parametrize(
    "written",
    ["ana@example.org (x (y) <kim@evil.example>)", "(x (y) <kim@evil.example>) ana@example.org"],
)
def test_text_in_comments_is_not_an_address(written: str) -> None:
    """Text in comments never counts, however deep and whatever it looks like."""
    assert mail(f"From: {written}\n\n+1").author.address == ANA


def test_a_quoted_name_of_many_escapes_is_one_name() -> None:
    """A quoted name full of escapes is one name and cannot hide an address."""
    assert (
        mail('From: "' + "\\a" * 60 + ' <kim@evil.example>" <ana@example.org>\n\n+1').author.address
        == ANA
    )


WRAPPED = (
    BY_THE_LIST
    + "From: Ana via infra <infra@example.org>\nReply-To: ana@example.org\nMIME-Version: 1.0\n"
    "Content-Type: message/rfc822\n\n"
)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            "From: ana@example.org, kim@evil.example\n",
            f"{SEVERAL} in From of the mail that the list wrapped",
        ),
        (
            "From: <ana@example.org> <k@e.example>\n",
            f"{SEVERAL} in From of the mail that the list wrapped",
        ),
        (
            "From: ana@example.org\nFrom: kim@evil.example\n",
            f"{SEVERAL} in From of the mail that the list wrapped",
        ),
    ],
)
def test_a_wrapped_mail_must_be_as_clear(fields: str, reason: str) -> None:
    """The author inside must be as clear as the one outside."""
    assert refusal(f"{WRAPPED}{fields}\n+1") == reason


@pytest.mark.parametrize("fields", ["X-Note: nobody\n", "From: Ana\n"])
def test_a_wrapped_mail_without_an_author_is_the_lists(fields: str) -> None:
    """If the inner mail names nobody, the list's own From counts."""
    assert mail(f"{WRAPPED}{fields}\n+1").author.address == ANA


def test_a_list_address_in_a_comment_wraps_nothing() -> None:
    """A wrapped mail comes from the list's address, not from one inside a comment."""
    outer = (
        BY_THE_LIST
        + "From: (x (y) <infra@example.org>) kim@evil.example\nContent-Type: message/rfc822\n\n"
    )
    assert mail(f"{outer}From: ana@example.org\n\n+1").author.address == "kim@evil.example"


def test_two_addresses_in_an_old_archive() -> None:
    """Pipermail's " at " makes addresses of both."""
    for written in (
        "ana at example.org, kim at example.org",
        "ana at example.org kim at example.org",
    ):
        found = read(arrival(f"From: {written}\n\n+1", archived=True))
        assert isinstance(found, Unreadable)
        assert found.reason == f"{SEVERAL} in From"
