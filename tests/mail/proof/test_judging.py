"""Who wrote a mail: every way to forge, and every way to prove it."""

import base64
import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from listbot.mail import Arrival, Level, Mail, read
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers, Proof, Proven
from listbot.mail.proof.judging import has_own_signature, has_signature_of, questions
from tests.mail.arrivals import BY_THE_LIST, LIST, NOW, STRAIGHT
from tests.mail.proof.signing import ALL, Signer, Zone

ASKS = replace(
    LIST,
    asks_proof=True,
    authserv_id="mx.example.org",
    trusted_sealers=("lists.example.org",),
)
MAIL = (
    "From: Ana <ana@example.org>\n"
    "To: infra@example.org\n"
    "Subject: Re: [VOTE] Move the wiki\n"
    "Date: Tue, 12 May 2026 11:49:00 +0000\n"
    "Message-ID: <1@example.org>\n"
    "In-Reply-To: <vote@example.org>\n"
    "References: <vote@example.org>\n"
    "Content-Type: text/plain\n"
    "\n"
    "+1 from me,\n"
    "with  all \t my heart \n"
    "\n"
    "\n"
)
SIGNER = Signer()
ZONE = Zone().put(SIGNER.answer)
SIGNED = Proof(Proven.YES, "signed by example.org")


def judged(raw: bytes, zone: Zone | None = ZONE, route: str = BY_THE_LIST) -> Mail:
    """The mail as it is read with what a zone answers; without a zone nobody was asked."""
    came = Arrival(route.encode() + raw, ASKS, "lmtp", NOW)
    if zone is not None:
        came = replace(came, key_answers=zone.key_answers(questions(came) or zone.known))
    found = read(came)
    assert isinstance(found, Mail), found
    return found


def refused(raw: bytes, zone: Zone | None = ZONE, route: str = BY_THE_LIST) -> str:
    """Why a mail through the list is not proven to be Ana's."""
    found = judged(raw, zone, route)
    assert found.proof is not None
    level = Level.LIST_VOUCHED if route == BY_THE_LIST else Level.UNVERIFIED
    assert (found.author.level, found.proof.proven) == (level, Proven.NO)
    return found.proof.how


@pytest.mark.parametrize(
    "forms", ["relaxed/relaxed", "simple/simple", "relaxed/simple", "simple/relaxed"]
)
def test_a_signed_mail_through_the_list_is_verified(forms: str) -> None:
    """In every form of a signature, whether its line ends were kept or not."""
    raw = replace(SIGNER, forms=forms).sign(MAIL)
    for each in (raw, raw.replace(b"\r\n", b"\n")):
        found = judged(each)
        assert (found.author.level, found.proof) == (Level.VERIFIED, SIGNED)
        assert found.vouched_by == "lists.example.org"


def test_author_and_list_are_known_apart() -> None:
    """A signed mail that came past the list is surely its author's, and still no post: it is not
    verified. At a help desk, where people write to us, it is.
    """
    raw = STRAIGHT.encode() + SIGNER.sign(MAIL)
    at_desk = Arrival(raw, replace(ASKS, is_desk=True), "lmtp", NOW)
    answers = ZONE.key_answers(questions(at_desk))
    at_desk = replace(at_desk, key_answers=answers)
    came = replace(at_desk, list=ASKS)
    assert answers == KeyAnswers((SIGNER.answer,))
    levels = [
        (each.author.level, each.proof)
        for each in map(read, (came, at_desk))
        if isinstance(each, Mail)
    ]
    assert levels == [(Level.UNVERIFIED, SIGNED), (Level.VERIFIED, SIGNED)]


def test_a_list_that_does_not_ask_checks_nothing() -> None:
    """No look-up, no proof; the level is what its route shows. The same holds for archives."""
    raw = BY_THE_LIST.encode() + SIGNER.sign(MAIL)
    came = Arrival(raw, LIST, "lmtp", NOW)
    kept = Arrival(raw, ASKS, "archive", NOW, archived=True)
    found = [each for each in map(read, (came, kept)) if isinstance(each, Mail)]
    assert questions(came) == ()
    assert [(each.author.level, each.proof) for each in found] == [
        (Level.LIST_VOUCHED, None),
        (Level.ARCHIVED, None),
    ]


def test_nobody_is_asked_about_a_mail_without_a_signature() -> None:
    """Nor about one whose header is too long or not plain, or whose signer is somebody else."""
    stranger = SIGNER.of("evil.example").sign(MAIL)
    odd = b"DKIM-Signature: x\r\nno field\r\n" + MAIL.encode()
    long = b"DKIM-Signature: " + b"x" * 200_000 + b"\r\n" + MAIL.encode()
    raws = (MAIL.encode(), stranger, odd, long)
    assert [questions(Arrival(raw, ASKS, "lmtp", NOW)) for raw in raws] == [()] * 4


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, "it has no signature of example.org"),
        ({"domain": "evil.example"}, "it has no signature of example.org"),
        ({"domain": "mail.example.org"}, "it has no signature of example.org"),
        ({"domain": "org"}, "it has no signature of example.org"),
        ({"key": "another"}, "the signature of example.org does not fit this mail"),
        (
            {"extra": (("l", "3"),)},
            "the signature of example.org is only over the beginning of the text (l=)",
        ),
        *(
            (
                {"covers": tuple(each for each in ALL if each != name)},
                f"the signature of example.org leaves out the {name.title()} field",
            )
            for name in ("subject", "date", "message-id")
        ),
        (
            {"ends": NOW - timedelta(hours=2)},
            "the signature of example.org had expired when the mail came",
        ),
        (
            {"extra": (("x", "soon"),)},
            "the signature of example.org had expired when the mail came",
        ),
        (
            {"made": NOW + timedelta(hours=2)},
            "the signature of example.org is of a time after the mail came",
        ),
        (
            {"extra": (("a", "rsa-sha1"),)},
            "the signature of example.org is of a kind that proves nothing today",
        ),
        (
            {"extra": (("c", "nofws"),)},
            "the signature of example.org is of a kind that proves nothing today",
        ),
        (
            {"extra": (("bh", "?"),)},
            "the signature of example.org is of a kind that proves nothing today",
        ),
        (
            {"extra": (("a", "ed25519-sha256"),)},
            "the signature of example.org is of another kind than its key",
        ),
        (
            {"extra": (("v", "2"),)},
            "the signature of example.org is of a version that is not known",
        ),
        (
            {"extra": (("q", "http"),)},
            "the signature of example.org has its key at another place than the DNS",
        ),
        (
            {"extra": (("i", "@evil.example"),)},
            "the signature of example.org speaks for another domain than its own",
        ),
        (
            {"extra": (("i", "bob@example.org"),)},
            "the signature of example.org speaks for another sender",
        ),
        ({"extra": (("bh", "x;b=y"),)}, "the signature of example.org cannot be read"),
        ({"selector": "s9"}, "example.org has no such key as its signature names"),
    ],
)
def test_a_signature_must_be_whole_and_the_authors_own(change: dict[str, object], why: str) -> None:
    """A mail without one, or with one that leaves anything open, is not proven to be anybody's."""
    raw = replace(SIGNER, **change).sign(MAIL) if change else MAIL.encode()  # type: ignore[arg-type]  # one of its fields
    assert refused(raw) == why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("+1 from", "-1 from", "is of another text: something changed it on its way"),
        ("heart \r\n", "heart\r\n-1\r\n", "is of another text: something changed it on its way"),
        ("Move the wiki", "Ban Bob", "does not fit this mail"),
        ("<1@", "<2@", "does not fit this mail"),
        ("11:49", "11:50", "does not fit this mail"),
        (
            "Subject:",
            "Subject: Re: [VOTE] Ban Bob\r\nSubject:",
            "is of a mail with 2 Subject fields",
        ),
        (
            "Message-ID:",
            "Message-ID: <2@example.org>\r\nMessage-ID:",
            "is of a mail with 2 Message-Id fields",
        ),
        (
            "Content-Type:",
            "Content-Type: text/html\r\nContent-Type:",
            "is of a mail with more than one Content-Type field",
        ),
        ("In-Reply-To: <vote@", "In-Reply-To: <ban@", "does not fit this mail"),
    ],
)
def test_what_was_changed_after_signing_is_seen(old: str, new: str, why: str) -> None:
    """Whatever is a part of a vote cannot be changed, doubled or added."""
    raw = SIGNER.sign(MAIL).replace(old.encode(), new.encode())
    assert refused(raw) == f"the signature of example.org {why}"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("v=DKIM1; p=", "a key that was withdrawn"),
        ("v=DKIM2; p=abcd", "a key record that cannot be read"),
        ("v=DKIM1; p=abcd; p=abcd", "a key record that cannot be read"),
        ("v=DKIM1; p=a; " + "n=" + "x" * 5_000, "a key record that cannot be read"),
        ("v=DKIM1; p=abcd", "a key that cannot be read"),
        ("v=DKIM1; p=?", "a key that cannot be read"),
        ("v=DKIM1; k=dsa; p=abcd", "a key that cannot be read"),
        ("v=DKIM1; k=ed25519; p=abcd", "a key that cannot be read"),
        ("v=DKIM1; t=y:s; p=abcd", "a key that is only being tried out"),
        ("v=DKIM1; s=tlsrpt; p=abcd", "a key that is not for mail"),
        ("v=DKIM1; h=sha1; p=abcd", "a key for another kind of signature"),
        ("v=spf1 -all", "no key in its record"),
    ],
)
def test_a_key_must_be_one_that_may_be_used(record: str, why: str) -> None:
    """A withdrawn, weak or broken key proves nothing, and is not unknown."""
    zone = Zone().put(KeyAnswer(SIGNER.name, Heard.RECORD, (record,)))
    assert refused(SIGNER.sign(MAIL), zone) == f"example.org has {why}"


def test_a_name_has_one_key() -> None:
    """With two keys at one name, either could be anybody's; other texts there do not matter."""
    twice = KeyAnswer(SIGNER.name, Heard.RECORD, (SIGNER.record, SIGNER.record))
    beside = KeyAnswer(SIGNER.name, Heard.RECORD, ("v=spf1 -all", SIGNER.record))
    raw = SIGNER.sign(MAIL)
    assert refused(raw, Zone().put(twice)) == "example.org has 2 keys where one must be"
    assert judged(raw, Zone().put(beside)).proof == SIGNED


def test_a_key_that_names_no_kind_is_of_rsa() -> None:
    """RFC 6376, 3.6.1; and most key records have white space in them."""
    key = SIGNER.record.partition("p=")[2]
    zone = Zone().put(KeyAnswer(SIGNER.name, Heard.RECORD, (f" p = {key[:50]} {key[50:]} ; ",)))
    assert judged(SIGNER.sign(MAIL), zone).proof == SIGNED


def test_a_key_has_a_greatest_length() -> None:
    """A longer one only costs time."""
    public = rsa.RSAPublicNumbers(65537, 2**4160 - 1).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; p={base64.b64encode(der).decode()}"
    why = "example.org has a key that is too long (4160 bits; at most 4096)"
    zone = Zone().put(KeyAnswer(SIGNER.name, Heard.RECORD, (record,)))
    assert refused(SIGNER.sign(MAIL), zone) == why


def test_a_strict_key_does_not_speak_for_what_is_below_its_domain() -> None:
    """t=s in the key record; without it, it may."""
    signer = replace(SIGNER, extra=(("i", "@lab.example.org"),))
    strict = KeyAnswer(SIGNER.name, Heard.RECORD, (f"{SIGNER.record}; t=s",))
    raw = signer.sign(MAIL)
    assert judged(raw).proof == SIGNED
    why = "the signature of example.org speaks for a domain below its own"
    assert refused(raw, Zone().put(strict)) == why


def test_two_senders_are_not_read_at_all() -> None:
    """One mail, one author; two From fields are refused before anything looks at signatures."""
    raw = SIGNER.sign(MAIL).replace(b"From: Ana", b"From: Bob <bob@evil.example>\r\nFrom: Ana")
    found = read(Arrival(BY_THE_LIST.encode() + raw, ASKS, "lmtp", NOW))
    assert not isinstance(found, Mail)


def test_the_address_must_stand_in_the_header_as_it_is() -> None:
    """An address that only decoding makes is nobody's."""
    coded = MAIL.replace("<ana@example.org>", "<ana@=?utf-8?q?example.org?=>")
    found = read(Arrival(BY_THE_LIST.encode() + SIGNER.sign(coded), ASKS, "lmtp", NOW))
    assert not isinstance(found, Mail) or found.author.level is not Level.VERIFIED


def test_a_header_that_is_not_plain_proves_nothing() -> None:
    """With a line that belongs to no field, nobody knows what was signed."""
    raw = BY_THE_LIST.encode() + SIGNER.sign(MAIL).replace(b"To: infra", b"oops\r\nTo: infra")
    found = read(Arrival(raw, ASKS, "lmtp", NOW))
    assert isinstance(found, Mail)
    why = "its header is not plain enough to check a signature"
    assert found.proof == Proof(Proven.NO, why)


def test_who_stands_behind_a_list_is_not_proven() -> None:
    """The list signs its own name, or the sender theirs: neither proves who Reply-To names."""
    munged = MAIL.replace("Ana <ana@example.org>", "Ana via infra <infra@example.org>")
    munged = munged.replace("To: infra", "Reply-To: Ana <ana@example.org>\nTo: infra")
    why = "the list rewrote or wrapped it, so no signature is its writer's"
    assert refused(SIGNER.sign(munged)) == why


def test_the_thread_must_be_signed_or_is_not_believed() -> None:
    """A signature that leaves out what a mail answers proves its author; the mail then belongs
    where its signed Subject says, not where somebody has put it.
    """
    for left_out in ("in-reply-to", "references"):
        covers = tuple(each for each in ALL if each != left_out)
        found = judged(replace(SIGNER, covers=covers).sign(MAIL))
        loose = replace(SIGNED, covers_thread=False)
        assert (found.author.level, found.proof, found.references) == (Level.VERIFIED, loose, ())
    bare = re.sub("(In-Reply-To|References): .*\n", "", MAIL)
    added = SIGNER.sign(bare).replace(b"To: infra", b"In-Reply-To: <ban@example.org>\r\nTo: infra")
    assert judged(SIGNER.sign(bare)).proof == SIGNED
    assert judged(added).references == ()
    assert judged(SIGNER.sign(MAIL)).references == ("<vote@example.org>",)


def test_an_old_mail_does_not_come_again() -> None:
    """A signed mail is good for a week after its Date, which is signed; one without is of any
    time.
    """
    old = MAIL.replace("12 May", "2 May")
    undated = MAIL.replace("Date: Tue, 12 May 2026 11:49:00 +0000\n", "")
    assert refused(SIGNER.sign(old)) == "it came 10 days after its Date"
    assert (
        refused(SIGNER.sign(undated)) == "it has no Date that can be read, so it may be of any time"
    )


def test_no_answer_is_not_a_no() -> None:
    """Where the DNS did not answer, or nobody asked it, the author is unknown so far."""
    silent = Zone().put(KeyAnswer(SIGNER.name, Heard.NO_ANSWER))
    raw = SIGNER.sign(MAIL)
    for zone, why in (
        (silent, "the DNS did not answer for the key of example.org"),
        (None, "the key of example.org has not been looked up"),
    ):
        found = judged(raw, zone)
        assert (found.author.level, found.proof) == (Level.LIST_VOUCHED, Proof(Proven.UNKNOWN, why))


def test_one_good_signature_is_enough() -> None:
    """All are looked at: a mail may have one that a forwarder broke, and one that nobody can check
    now.
    """
    other = replace(SIGNER, selector="s2")
    twice = SIGNER.sign(other.sign(MAIL))
    broken = replace(SIGNER, key="another", selector="s2").sign(SIGNER.sign(MAIL))
    silent = Zone().put(SIGNER.answer, KeyAnswer(other.name, Heard.NO_ANSWER))
    assert judged(twice, silent).proof == SIGNED
    assert judged(broken, Zone().put(SIGNER.answer, other.answer)).proof == SIGNED


def test_a_stranger_makes_nobody_wait() -> None:
    """No key is asked for where a mail did not come through the list: it counts for nothing, and
    the DNS of its domain may be silent on purpose.
    """
    raw = STRAIGHT.encode() + SIGNER.sign(MAIL)
    came = Arrival(raw, ASKS, "lmtp", NOW)
    assert questions(came) == ()
    found = read(came)
    assert isinstance(found, Mail)
    assert (found.known_by, found.vouched_by) == ("", "")


def test_only_a_few_keys_are_asked_for() -> None:
    """However many signatures a mail has: three of the author's domain, each name once."""
    raw = MAIL.encode()
    for number in range(6):
        raw = replace(SIGNER, selector=f"s{number % 5}").sign(raw)
    names = questions(Arrival(BY_THE_LIST.encode() + raw, ASKS, "lmtp", NOW))
    assert names == tuple(f"s{number}._domainkey.example.org" for number in (0, 4, 3))


# ---- what others found

PASS = "dkim=pass (2048-bit key) header.d=example.org header.s=s1"
ON_TOP = f"Authentication-Results: mx.example.org; {PASS}\n"
FOUND = Proof(Proven.YES, "signed by example.org, as mx.example.org found")
NOBODY = Zone()


def test_our_own_mail_host_may_have_checked_already() -> None:
    """Its word counts above the last Received line that we believe, without a look at the DNS."""
    raw = replace(SIGNER, key="another").sign(MAIL)
    first, rest = BY_THE_LIST.split("Received: from laptop")
    between = first + ON_TOP + "Received: from laptop" + rest
    for route in (ON_TOP + BY_THE_LIST, between):
        came = Arrival(route.encode() + raw, ASKS, "lmtp", NOW)
        found = read(came)
        assert isinstance(found, Mail)
        assert (found.author.level, found.proof) == (Level.VERIFIED, FOUND)


@pytest.mark.parametrize(
    "results",
    [
        "Authentication-Results: evil.example; dkim=pass header.d=example.org\n",
        "Authentication-Results: mx.example.org; dkim=fail header.d=example.org\n",
        "Authentication-Results: mx.example.org; dkim=pass header.d=evil.example\n",
        "Authentication-Results: mx.example.org; dkim=pass header.i=@a.example.org\n",
        "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=ana@example.org\n",
        "Authentication-Results: mx.example.org; none\n",
        "X-Authentication-Results: mx.example.org; dkim=pass header.d=example.org\n",
        "Received-SPF: pass\n",
    ],
)
def test_only_our_hosts_word_about_the_authors_domain_counts(results: str) -> None:
    """Another host, another domain, another check: none of them proves who wrote the mail."""
    raw = replace(SIGNER, key="another").sign(MAIL)
    why = "the signature of example.org does not fit this mail"
    found = judged(raw, route=results + BY_THE_LIST)
    assert found.proof == Proof(Proven.NO, why)


def test_results_that_a_sender_preset_are_not_read() -> None:
    """Below the last line that we believe, anybody may have written them; so with no line at all,
    and where the admin has named no host.
    """
    raw = replace(SIGNER, key="another").sign(MAIL)
    why = "the signature of example.org does not fit this mail"
    assert refused(ON_TOP.encode() + raw) == why
    assert refused(ON_TOP.encode() + raw, route=STRAIGHT) == why
    assert refused(ON_TOP.encode() + raw, route="") == why
    unnamed = replace(ASKS, authserv_id="")
    found = read(Arrival((ON_TOP + BY_THE_LIST).encode() + raw, unnamed, "lmtp", NOW))
    assert isinstance(found, Mail)
    assert found.author.level is Level.LIST_VOUCHED


def test_what_others_found_good_must_be_whole_as_well() -> None:
    """A host finds l= and unsigned subjects good; for a vote they are not. If one of two signatures
    is unfit, nobody knows which one it found good.
    """
    short = replace(SIGNER, extra=(("l", "3"),)).sign(MAIL)
    with_junk = replace(SIGNER, key="another").sign(short)
    assert refused(short, route=BY_THE_LIST) == (
        "the signature of example.org is only over the beginning of the text (l=)"
    )
    found = judged(with_junk, route=ON_TOP + BY_THE_LIST)
    assert found.proof == Proof(Proven.NO, "the signature of example.org does not fit this mail")
    assert judged(MAIL.encode(), route=ON_TOP + BY_THE_LIST).author.level is Level.LIST_VOUCHED


# ---- seals

SEALER = Signer(domain="lists.example.org", selector="arc")
SEALED_ZONE = Zone().put(SIGNER.answer, SEALER.answer)
FOUND_BY_LIST = "lists.example.org; dkim=pass header.d=example.org"
SEALED = Proof(Proven.YES, "signed by example.org, as lists.example.org sealed")
FOOTED = SIGNER.sign(MAIL) + b"-- \r\ninfra mailing list\r\n"


def test_a_list_that_changes_mails_may_seal_what_it_found() -> None:
    """With a footer the author's signature is broken; the seal of a trusted host stands for it."""
    found = judged(SEALER.seal(FOOTED, FOUND_BY_LIST), SEALED_ZONE)
    assert (found.author.level, found.proof) == (Level.VERIFIED, SEALED)


def test_a_seal_covers_the_seals_below_it() -> None:
    """The newest one counts, and says that the older ones held; those may be of anybody."""
    first = SEALER.of("mail.example.net").seal(SIGNER.sign(MAIL), "mail.example.net; none")
    raw = SEALER.seal(first + b"footer\r\n", FOUND_BY_LIST, instance=2)
    assert judged(raw, SEALED_ZONE).proof == SEALED
    assert refused(
        raw.replace(b"mail.example.net; none", b"mail.example.net; dkim=pass"), SEALED_ZONE
    )


OTHER_TEXT = "the signature of example.org is of another text: something changed it on its way"


@pytest.mark.parametrize(
    "raw",
    [
        SEALER.of("evil.example").seal(FOOTED, FOUND_BY_LIST),
        replace(SEALER, key="another").seal(FOOTED, FOUND_BY_LIST),
        SEALER.seal(FOOTED, FOUND_BY_LIST, cv="fail"),
        SEALER.seal(FOOTED, FOUND_BY_LIST, instance=2),
        SEALER.seal(FOOTED, "lists.example.org; dkim=fail header.d=example.org"),
        SEALER.seal(FOOTED, "lists.example.org; dkim=pass header.d=evil.example"),
        SEALER.seal(FOOTED, "("),
        SEALER.seal(FOOTED, FOUND_BY_LIST).replace(b"dkim=pass", b"dkim=PASS"),
        SEALER.seal(FOOTED, FOUND_BY_LIST) + b"-1\r\n",
        replace(SEALER, covers=("from",)).seal(FOOTED, FOUND_BY_LIST),
        replace(SEALER, selector="arc9").seal(FOOTED, FOUND_BY_LIST),
        SEALER.of("evil.example").seal(SEALER.seal(FOOTED, FOUND_BY_LIST), "x; none", instance=2),
        re.sub(rb"ARC-Authentication-Results: .*\r\n", b"", SEALER.seal(FOOTED, FOUND_BY_LIST)),
        b"ARC-Seal: i=one; d=lists.example.org\r\n" + FOOTED,
        b"ARC-Seal: broken\r\n" + FOOTED,
        b"ARC-Authentication-Results: x=1; lists.example.org\r\n" + FOOTED,
        b"ARC-Authentication-Results: i=1; a\r\n" + SEALER.seal(FOOTED, FOUND_BY_LIST),
    ],
)
def test_a_seal_that_a_stranger_could_make_proves_nothing(raw: bytes) -> None:
    """Of another sealer, with another key, of another mail, with holes, under a newer one: the
    author's own broken signature is what remains.
    """
    assert refused(raw, SEALED_ZONE) == OTHER_TEXT


def test_the_key_of_a_seal_may_be_unknown_so_far() -> None:
    """As for the author's own signature."""
    zone = Zone().put(SIGNER.answer, KeyAnswer(SEALER.name, Heard.NO_ANSWER))
    why = "the DNS did not answer for the key of lists.example.org"
    assert judged(SEALER.seal(FOOTED, FOUND_BY_LIST), zone).proof == Proof(Proven.UNKNOWN, why)


def test_later_answers_take_the_place_of_missing_ones() -> None:
    """What was answered once stays: a key that is withdrawn later was good when the mail came."""
    first = KeyAnswers(
        (
            KeyAnswer("a", Heard.NO_ANSWER),
            KeyAnswer("b", Heard.NOTHING),
            KeyAnswer("c", Heard.NO_ANSWER),
        )
    )
    later = (KeyAnswer("a", Heard.RECORD, ("p=x",)), KeyAnswer("b", Heard.RECORD, ("p=y",)))
    assert first.open == ("a", "c")
    assert first.with_later(later) == KeyAnswers((later[0], first.answers[1], first.answers[2]))


@pytest.mark.parametrize(
    "fields",
    [
        b"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=a; h=from; b=aGk=; bh=aGk=\r\n" * 900,
        b"DKIM-Signature: d=example.org;" + b" h=" + b"from:" * 18_000 + b"; b=; bh=; a=; s=\r\n",
        b"DKIM-Signature: d=example.org;" + b" b;" * 30_000 + b"\r\n",
        b"ARC-Seal: i=1; d=lists.example.org\r\n" * 900,
        b"Authentication-Results: mx.example.org; " + b"(" * 90_000 + b"\r\n",
        b"Authentication-Results: mx.example.org\r\n" * 900,
        b"X: " + b"\r\n " * 900 + b"x\r\n",
    ],
)
def test_no_header_takes_more_than_linear_time(fields: bytes) -> None:
    """Fields as many and as long as a header may have; and ten thousand are not looked at."""
    signed = SIGNER.sign(MAIL)
    some = fields[:95_000].strip() + b"\r\n"
    many = Arrival(fields * (120_000 // len(fields) + 1) + signed, ASKS, "lmtp", NOW)
    start = time.process_time()
    assert judged(some + signed, route="").message_id == "<1@example.org>"
    assert judged(signed, route=some.decode() + BY_THE_LIST).author.address == "ana@example.org"
    assert questions(many) == ()
    assert time.process_time() - start < 1.5


def test_a_header_shows_who_signed() -> None:
    """The author's own host or another one, whether the signature is good or not."""
    head = b"From: Ana <ana@example.org>\r\nDKIM-Signature: v=1; d=%s; s=a; b=\r\n\r\n+1\r\n"
    raws = (head % b"example.org", head % b"lists.example.net", b"From: ana@example.org\r\n\r\n")
    assert [has_own_signature(raw) for raw in raws] == [True, False, False]
    found = [has_signature_of(raw, "lists.example.net") for raw in raws]
    assert found == [False, True, False]
    assert not has_own_signature(b"no header")
