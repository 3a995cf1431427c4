"""Tests of listbot.recap.letters.weekly and of the two templates of M13."""

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from listbot.letters import markup
from listbot.letters.facts.recap import Rows
from listbot.letters.letter import Letter
from listbot.letters_check.recap_samples import (
    BUSY,
    CAUGHT_UP,
    DESK,
    LOG,
    MONDAY,
    NOTHING,
    QUIET,
    VOTES,
)
from listbot.letters_check.vote_samples import ARCHIVE, LIST, NOW, PAGES
from listbot.mail import Arrival, ListContext, Mail, read
from listbot.mail.body.html import to_text
from listbot.model.reading import ThreadView
from listbot.model.weekly.recap import Recap
from listbot.recap.letters.weekly import MOST_LOGGED, MOST_ROWS, facts_of, weekly
from listbot.votes.reading.reading import read_votes
from tests.proposals.letters.shown import composer
from tests.recap.letters.recap_shown import RECAPS, STRANGERS, written_by

ALL = pytest.mark.parametrize("name", RECAPS)
HOSTILE = pytest.mark.parametrize("stranger", STRANGERS, ids=range(len(STRANGERS)))


def composed(recap: Recap, archive: str = ARCHIVE) -> Letter:
    """Return the letter of a recap."""
    return composer(archive).compose(weekly(recap), LIST, NOW)


def characters(text: str) -> str:
    """Return a text without its layout: no spaces, no quotation marks of our own, no punctuation,
    no links.
    """
    lines = [line.lstrip().removeprefix(">") for line in text.split("\n")]
    said = "".join(line for line in lines if not re.match(r"\[\d+\] ", line))
    return "".join(
        char for char in re.sub(r"\[\d+\]", "", said).lower() if char.isalnum() or char in "+#<>"
    )


def test_a_recap_is_ordered_once_a_week() -> None:
    """Its key is kind, list and week; it goes to the list and answers no mail."""
    order = weekly(BUSY)
    assert replace(order, facts=facts_of(BUSY)) == order
    letter = composed(BUSY)
    assert (letter.key, letter.recipients, letter.to_list) == (
        f"M13|{LIST}|2026-W37",
        (LIST,),
        True,
    )
    headers = dict(message_from_bytes(letter.raw).items())
    assert (headers["Auto-Submitted"], headers["To"]) == ("auto-generated", LIST)
    assert [
        name
        for name in headers
        if name in ("In-Reply-To", "References") or name.startswith("List-")
    ] == []


@ALL
def test_both_parts_say_the_same_words(name: str) -> None:
    """Readers of the text miss nothing, and neither do readers of the page."""
    letter = composed(RECAPS[name])
    assert markup.words_of_text(letter.text) == markup.words(letter.html)


@ALL
def test_both_parts_arrive(name: str) -> None:
    """The mail has the text first and the page second, both complete."""
    letter = composed(RECAPS[name])
    message = message_from_bytes(letter.raw)
    parts = [part for part in message.walk() if not part.is_multipart()]
    bodies = [part.get_payload(decode=True) for part in parts]
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert [body.decode().replace("\r\n", "\n") for body in bodies if isinstance(body, bytes)] == [
        letter.text,
        letter.html,
    ]


@pytest.mark.parametrize(
    ("recap", "subject"),
    [
        (BUSY, "[RECAP] infra 2026-W37: 2 votes open, 2 decided, 9 tickets"),
        (replace(NOTHING, votes=VOTES), "[RECAP] infra 2026-W37: 1 vote open"),
        (replace(NOTHING, decided=BUSY.decided), "[RECAP] infra 2026-W37: 2 decided"),
        (replace(NOTHING, desk=replace(DESK, open=1)), "[RECAP] infra 2026-W37: 1 ticket"),
        (
            replace(NOTHING, votes=VOTES, desk=DESK),
            "[RECAP] infra 2026-W37: 1 vote open, 9 tickets",
        ),
        (NOTHING, "[RECAP] infra 2026-W37"),
    ],
)
def test_the_subject_counts_what_is_there(recap: Recap, subject: str) -> None:
    """Empty parts are not named; the page has the subject as its title."""
    letter = composed(recap)
    title = LexborHTMLParser(letter.html).css_first("title")
    assert (letter.subject, title.text() if title else "") == (subject, subject)


def test_nothing_is_said_twice() -> None:
    """A quiet proposal is not listed as an open vote, an untaken ticket has one line, and a closed
    one in the log has one key.
    """
    facts = facts_of(BUSY)
    assert (facts.votes, facts.quiet, facts.open_votes) == (Rows(VOTES), Rows(QUIET), 2)
    assert facts.desk
    assert [line.key for line in facts.desk.lines] == ["T-118", "T-102", "T-99"]
    assert facts.desk.keys == Rows(("T-109", "T-112", "T-116"))
    assert [text.count("T-115") for text in (composed(BUSY).text, composed(BUSY).html)] == [1, 1]


def test_each_part_has_an_end() -> None:
    """A week with thousands of entries makes a letter that can be sent and read."""
    many = replace(
        CAUGHT_UP,
        votes=VOTES * 3000,
        quiet=QUIET * 3000,
        decided=BUSY.decided * 3000,
        log=LOG * 3000,
        folded=BUSY.folded * 3000,
        desk=replace(DESK, closed=tuple(f"T-{n}" for n in range(3000))),
    )
    facts = facts_of(many)
    parts = (facts.quiet, facts.decided, facts.log, facts.folded)
    assert [len(part.shown) for part in parts] == [MOST_ROWS, MOST_ROWS, MOST_LOGGED, MOST_ROWS]
    letter = composed(many)
    assert len(letter.raw) < 102_000  # some mail programs clip what is longer
    for more in (
        "and 2980 more votes",
        "and 14960 more lines",
        "and 2980 more posts",
        "and 2978 more",
    ):
        assert more in letter.text


def test_an_embargoed_line_says_nothing_but_its_date() -> None:
    """It does not say what was done, by whom or for which ticket."""
    line = replace(LOG[0], embargoed=True, struck="")
    letter = composed(replace(NOTHING, log=(line,)))
    for part in (letter.text, letter.html):
        assert [word for word in ("LDAP", "Alma", "T-118") if word in part] == []
        assert "under embargo until released" in part


def test_a_struck_line_is_shown_struck() -> None:
    """The word says so; the strike-through only repeats it."""
    letter = composed(replace(NOTHING, log=(LOG[3],)))
    assert (
        "  L-15   Wed  9 Sep  by \u2068דב לוין\u2069, struck\n"
        "       > Ansible role for the mirror (with Björn)\n"
        "       > why: it was Tuesday\n"
    ) in letter.text
    assert "<s><bdi>Ansible role for the mirror (with Björn)</bdi></s>" in letter.html
    assert "<strong>struck</strong>" in letter.html


def test_links_lead_to_the_lists_archive() -> None:
    """Each vote links to its mail's page; if single mails have none, there is no link."""
    linked = composed(BUSY)
    assert re.findall(r'href="([^"]*)"', linked.html) == [
        f"https://lists.example.org/infra/{id}@example.org/"
        for id in (
            "v34",
            "v33",
            "r35",
            "h36",
            "v31",
            "v32",
            "ADR-7",
            "ADR-6",
            "ADR-5",
            "ADR-4",
            "V-29",
        )
    ]
    assert "V-34   Retire the old Jenkins [1]\n" in linked.text
    assert "[1] https://lists.example.org/infra/v34@example.org/\n" in linked.text
    bare = composed(BUSY, "")
    assert ("href" in bare.html, "[1]" in bare.text, "@example.org>" in bare.text) == (
        False,
        False,
        False,
    )
    whole = composed(BUSY, "https://lists.example.org/infra/")
    assert '<a href="https://lists.example.org/infra/">The list\'s archive</a>' in whole.html
    assert "The list's archive: https://lists.example.org/infra/\n" in whole.text
    assert "[1]" not in whole.text


def test_votes_and_the_recap_itself_are_linked_on_the_web_if_they_have_pages() -> None:
    """And only then; what has no page of ours still leads to the archive."""
    letter = composer(ARCHIVE, has_pages=True).compose(weekly(BUSY), LIST, NOW)
    page = f"{PAGES}/recap/2026-W37"
    assert f"This recap on the web: {page}\n" in letter.text
    assert f'<a href="{page}">This recap on the web</a>' in letter.html
    found = re.findall(r'href="https://([^"]*)"', letter.html)
    votes = [each.removeprefix("infra.example.org/") for each in found if "/votes/" in each]
    assert votes == [f"votes/{number}" for number in (34, 33, 31, 32, 29)]
    assert "lists.example.org/infra/ADR-7@example.org/" in found
    assert f"[1] {PAGES}/votes/34\n" in letter.text
    assert "on the web" not in composed(BUSY).text


def test_days_are_those_of_the_lists_week() -> None:
    """Work done on Monday in Auckland is not shown as Sunday's, before the week began."""
    rules = replace(BUSY.rules, recap=replace(BUSY.rules.recap, zone="Pacific/Auckland"))
    early = MONDAY - timedelta(hours=8)
    told = replace(
        NOTHING,
        rules=rules,
        log=(replace(LOG[0], at=early),),
        folded=(replace(BUSY.folded[0], made=early),),
    )
    letter = composed(told)
    assert (
        letter.text.count("Mon  7 Sep") == letter.html.count('<time datetime="2026-09-07">Mon') == 2
    )


@HOSTILE
def test_nothing_of_a_strangers_is_a_tag_or_a_link(stranger: str) -> None:
    """The page has only the elements and attributes of our template, whatever its texts contain."""

    def skeleton(recap: Recap) -> list[tuple[str | None, tuple[str, ...]]]:
        root = LexborHTMLParser(composed(recap).html).root
        assert root
        return [(node.tag, tuple(node.attributes)) for node in root.traverse()]

    recap = written_by(stranger)
    if stranger:
        assert skeleton(recap) == skeleton(written_by("plain words"))
    assert composed(recap).html.count("<script") == 0


@HOSTILE
def test_no_line_begins_with_a_strangers_text(stranger: str) -> None:
    """Titles, names and sentences come after a key, a date, a word or a `>`."""
    letter = composed(written_by(stranger))
    begin = {*stranger.split()[:1], *(word for word in stranger.split() if len(word) > 3)} - {
        "the",
        "recap",
    }
    lines = [
        line.strip() for part in (letter.text, to_text(letter.html)[0]) for line in part.split("\n")
    ]
    assert [line for line in lines if line and line.split()[0].strip("\u2068\u2069") in begin] == []


@HOSTILE
def test_hard_words_stand_in_both_parts_alike(stranger: str) -> None:
    """Cutting and cleaning give the same result in both."""
    letter = composed(written_by(stranger))
    seen = markup.shown(letter.html)
    assert characters(letter.text) == characters(seen)


@HOSTILE
def test_a_recap_pasted_as_own_words_votes_nothing(stranger: str) -> None:
    """A pasted letter does not vote or send a command, whatever a title or a name says."""
    letter = composed(written_by(stranger))
    for text in (letter.text, to_text(letter.html)[0]):
        head = b"From: eve@example.net\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8\n\n"
        mail = read(Arrival(head + text.encode(), ListContext(LIST), "lmtp", NOW))
        assert isinstance(mail, Mail)
        reading = read_votes(mail, ThreadView(title="x"))
        assert (reading.casts, reading.doubts, reading.commands) == ((), (), ())


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


ROWS = composed(written_by("plain words")).html.count("<li")


@given(ANYTHING)
@settings(max_examples=60, deadline=None)
def test_no_strangers_text_can_hold_back_a_recap(stranger: str) -> None:
    """Whatever strangers write, the letter is composed, passes the checks and has the same rows."""
    assert composed(written_by(stranger or "x")).html.count("<li") == ROWS
