"""Tests of listbot.letters.compose."""

from dataclasses import replace
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.errors import ComposeError
from listbot.letters.compose import KINDS, Composer
from listbot.letters.facts.votes import TranscriptLine, VoteLine
from listbot.letters.message_ids import is_ours
from listbot.letters_check.hand_samples import HAND_SAMPLES
from listbot.letters_check.silent_samples import SILENT_SAMPLES
from listbot.letters_check.vote_samples import (
    ARCHIVE,
    BOT,
    LIST,
    NOT_COUNTED,
    NOW,
    PASSED,
    SAMPLES,
    TRANSCRIPT,
    VOTE,
    sample_order,
)
from listbot.model.order import LetterKind, LetterOrder
from tests.proposals.letters.shown import KEY, TEMPLATES, composed

COMPOSER = Composer(TEMPLATES, BOT, {LIST: ARCHIVE}, KEY)
WITHOUT_ARCHIVE = Composer(TEMPLATES, BOT, {}, KEY)


def _headers(order: LetterOrder) -> dict[str, str]:
    raw = COMPOSER.compose(order, LIST, NOW).raw
    return {name: str(value).replace("\r\n", "") for name, value in message_from_bytes(raw).items()}


PRIVATE = sample_order(LetterKind.NOT_COUNTED, NOT_COUNTED)


def test_a_letter_is_whole() -> None:
    """A private answer, byte for byte: headers, threading, null sender, text."""
    letter = COMPOSER.compose(PRIVATE, LIST, NOW)
    assert letter.raw.decode() == (
        "From: listbot <listbot@example.org>\r\n"
        "To: chiyo@example.org\r\n"
        "Subject: Re: [VOTE] Move the build cache to object storage\r\n"
        "Date: Fri, 11 Sep 2026 18:15:00 +0000\r\n"
        f"Message-ID: {letter.message_id}\r\n"
        "In-Reply-To: <v31@example.org>\r\n"
        "References: <v31@example.org>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "Precedence: bulk\r\n"
        "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\r\n"
        f"X-Listbot: {message_from_bytes(letter.raw)['X-Listbot']}\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=us-ascii\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n" + letter.text.replace("\n", "\r\n")
    )
    assert replace(letter, raw=b"", text="") == replace(
        letter,
        raw=b"",
        text="",
        key="M2|<v31@example.org>|",
        kind=LetterKind.NOT_COUNTED,
        to_list=False,
        recipients=("chiyo@example.org",),
        envelope_from="",
        subject="Re: [VOTE] Move the build cache to object storage",
    )


def test_the_same_order_makes_the_same_letter() -> None:
    """Composing is pure: a letter composed again after a crash is the same."""
    assert COMPOSER.compose(PRIVATE, LIST, NOW) == COMPOSER.compose(PRIVATE, LIST, NOW)


def test_our_token_is_known_again() -> None:
    """X-Listbot is signed for the letter's own Message-ID."""
    letter = composed(LetterKind.PASSED, PASSED)
    assert is_ours(message_from_bytes(letter.raw)["X-Listbot"], letter.message_id, {"k1": KEY})


@pytest.mark.parametrize(("kind", "facts"), [*SAMPLES, *HAND_SAMPLES, *SILENT_SAMPLES])
def test_answers_come_from_the_null_sender(kind: LetterKind, facts: object) -> None:
    """Private notes are auto-replied from <>; list posts are auto-generated from the bot's address,
    without List-*.
    """
    samples = (*SAMPLES, *HAND_SAMPLES, *SILENT_SAMPLES)
    order = next(sample_order(*sample) for sample in samples if sample[0] == kind)
    letter = COMPOSER.compose(order, LIST, NOW)
    headers = _headers(order)
    answer = kind in ("M2", "M3", "M22", "M25", "M26")
    assert (letter.envelope_from, headers["Auto-Submitted"], headers["To"]) == (
        ("", "auto-replied", "chiyo@example.org") if answer else (BOT, "auto-generated", LIST)
    )
    assert [name for name in headers if name.lower().startswith("list-")] == []


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("[VOTE] x", "Re: [VOTE] x"),
        ("Re: [VOTE] x", "Re: [VOTE] x"),
        ("AW: Re: x", "Re: x"),
        ("[infra] re: x", "Re: [infra] re: x"),
        ("", "Re: (no subject)"),
        ("x\r\nBcc: mallory@example.net\x00", "Re: x Bcc: mallory@example.net"),
        ("移行 " * 100, "Re: " + "移行 " * 29 + "移..."),
    ],
)
def test_the_subject_is_kept(subject: str, expected: str) -> None:
    """A letter answers under the thread's subject: one "Re: ", no control characters, bounded."""
    assert COMPOSER.compose(replace(PRIVATE, subject=subject), LIST, NOW).subject == expected


def test_a_result_has_a_subject_of_its_own() -> None:
    """Results are found by [RESULT] and their outcome in the subject."""
    order = replace(sample_order(LetterKind.PASSED, PASSED), subject="Re: [VOTE] x")
    assert COMPOSER.compose(order, LIST, NOW).subject == "[RESULT] [VOTE] x: PASSED"


def test_an_order_may_choose_where_answers_and_bounces_go() -> None:
    """A letter about a ticket has a reply address with a token; its bounces name the recipient."""
    order = replace(
        PRIVATE, reply_to="support+t118-abc@example.org", envelope_from="listbot+b@example.org"
    )
    letter = COMPOSER.compose(order, LIST, NOW)
    assert (_headers(order)["Reply-To"], letter.envelope_from) == (
        order.reply_to,
        order.envelope_from,
    )
    assert "Reply-To" not in _headers(PRIVATE)


NO_ADDRESS = "a@b\r\nBcc: c@d"


@pytest.mark.parametrize(
    "order", [replace(PRIVATE, reply_to=NO_ADDRESS), replace(PRIVATE, envelope_from=NO_ADDRESS)]
)
def test_addresses_that_an_order_chooses_are_checked(order: LetterOrder) -> None:
    """Only one plain address is allowed there."""
    with pytest.raises(ComposeError, match="not a plain address"):
        COMPOSER.compose(order, LIST, NOW)


def test_references_are_the_root_and_the_last_twenty() -> None:
    """A long thread keeps its root and its end; the answered mail is the last."""
    thread = tuple(f"<{number}@x>" for number in range(40))
    headers = _headers(replace(PRIVATE, thread=thread, reply_to_mail="<parent@x>"))
    assert (headers["In-Reply-To"], headers["References"].split()) == (
        "<parent@x>",
        ["<0@x>", *thread[21:], "<parent@x>"],
    )


def test_ids_that_cannot_stand_in_a_header_are_left_out() -> None:
    """A stranger's broken id does not lose the letter."""
    broken = ("<a b@x>", "<ü@x>", "<a@x>\r\nBcc: c@d", "<" + "x" * 2000 + "@x>", "<ok@x@y>")
    headers = _headers(replace(PRIVATE, thread=broken, reply_to_mail="<also broken>"))
    assert (headers["References"], "In-Reply-To" in headers) == ("<ok@x@y>", False)


def test_a_letter_may_begin_a_thread() -> None:
    """A letter that answers nothing has no threading headers."""
    headers = _headers(replace(PRIVATE, thread=(), reply_to_mail=None))
    assert [name for name in ("References", "In-Reply-To") if name in headers] == []


def test_private_letters_to_several_hide_their_addresses() -> None:
    """Recipients do not see who else has not voted."""
    order = replace(PRIVATE, recipients=("a@example.org", "b@example.org"))
    assert _headers(order)["To"] == "undisclosed-recipients:;"


def test_a_list_post_goes_to_the_list_by_itself() -> None:
    """An order to the list needs no recipients."""
    letter = COMPOSER.compose(
        replace(sample_order(LetterKind.PASSED, PASSED), recipients=()), LIST, NOW
    )
    assert letter.recipients == (LIST,)


@pytest.mark.parametrize(
    ("order", "fault"),
    [
        (replace(PRIVATE, recipients=()), "nobody to send it to"),
        (replace(PRIVATE, recipients=("a@b\r\nBcc: c@d",)), "not a plain address"),
        (
            replace(PRIVATE, kind=LetterKind.PASSED),
            "M5 is made from ResultFacts, not NotCountedFacts",
        ),
    ],
)
def test_an_order_that_cannot_be_met_is_refused(order: LetterOrder, fault: str) -> None:
    """A wrong order raises ComposeError with its reason."""
    with pytest.raises(ComposeError, match=fault):
        COMPOSER.compose(order, LIST, NOW)


def test_a_bot_without_an_address_is_refused() -> None:
    """The sender is checked when the composer is made, not with the first letter."""
    with pytest.raises(ComposeError, match="not a plain address"):
        Composer(TEMPLATES, "listbot", {}, KEY)


def test_a_template_that_could_feed_our_reader_is_refused() -> None:
    """A community's template may not begin a line with a vote."""
    templates = {**TEMPLATES, "M2-not-counted.txt.j2": "Subject: x\n\n+1 is what you said"}
    with pytest.raises(ComposeError, match="line 1 could be read as a vote"):
        Composer(templates, BOT, {}, KEY).compose(PRIVATE, LIST, NOW)


def test_kinds_have_one_template_each() -> None:
    """Each kind has a template, or two if it has a page, and every template has a kind."""
    files = [name for name in TEMPLATES if "/" not in name]
    pages = [f"{kind.template}.html.j2" for kind in KINDS if kind.has_page]
    assert sorted([*(f"{kind.template}.txt.j2" for kind in KINDS), *pages]) == sorted(files)


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
@settings(max_examples=150, deadline=None)
def test_no_strangers_text_can_hold_back_or_break_a_letter(
    title: str, name: str, quote: str, mail: str
) -> None:
    """Whatever strangers write, letters are composed and guarded, and their headers are our own."""
    about = replace(VOTE, title=title, proposer_name=name)
    row = VoteLine(quote, name, VOTE.opened, quote, mail, "")
    result = replace(PASSED, proposal=about, binding=(row,), doubtful=(mail,))
    note = replace(NOT_COUNTED, proposal=about, name=name, quote=quote)
    lines = (TranscriptLine(quote, False, "Not known."),)
    orders = (
        sample_order(LetterKind.PASSED, result),
        sample_order(LetterKind.NOT_COUNTED, note),
        sample_order(
            LetterKind.TRANSCRIPT, replace(TRANSCRIPT, lines=lines, mail=mail, subject=title)
        ),
    )
    for order in orders:
        hostile = replace(
            order, subject=title, cause=mail, thread=(mail, quote), reply_to_mail=mail
        )
        WITHOUT_ARCHIVE.compose(hostile, LIST, NOW)


def test_every_kind_can_be_composed() -> None:
    """Each kind that can be ordered has exactly one row in the table of kinds."""
    assert [kind.name for kind in KINDS] == list(LetterKind)
