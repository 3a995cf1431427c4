"""The object of a +1, if the mail above or the lines above it are not a proposal."""

from listbot.model.reading import Parent, ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

UNDER = ThreadView("Move the wiki", "pat@example.org", answers_opening=False, parent=Parent.AGREES)
TALK = ThreadView("Move the wiki", "pat@example.org", answers_opening=False, parent=Parent.TALKS)
PIECES = "> one thing\n\nyes\n\n> another\n\n{}\n\n> a third\n\nfine, I see\n"


def test_below_an_agreement_a_plus_one_for_something_else_is_one_more() -> None:
    """Nobody is asked about it; a +1 for the thing in the title, or for nothing named, is
    asked about.
    """
    assert told(read_votes(reply("+1 for a better search page, please"), UNDER)) == ("nothing",)
    assert told(read_votes(reply("+1 for the wiki"), UNDER)) == ("unclear +1",)
    assert told(read_votes(reply("+1"), UNDER)) == ("unclear +1",)
    assert told(read_votes(reply("-1"), UNDER)) == ("-1 unexplained",)


def test_an_agreement_with_a_remark_makes_the_other_plus_one_doubtful() -> None:
    """Both are for the remark, and neither for the title."""
    body = (
        "> Two groups are not the same.\n\n+1. They should be kept "
        "apart.\n\n+1 on trying to improve it"
    )

    assert told(read_votes(reply(body), TALK)) == ("unclear +1", "unclear +1")


def test_a_bare_plus_one_between_pieces_of_the_opening_is_asked_about() -> None:
    """It is never dropped silently; under the line that proposes, it is the vote."""
    assert told(read_votes(reply(PIECES.format("+1")), VIEW)) == ("unclear +1",)
    assert told(
        read_votes(reply(PIECES.replace("another", "I propose to move it").format("+1")), VIEW)
    ) == ("+1",)


def test_praise_is_for_the_remark() -> None:
    """Deep in a thread, beside praise for what somebody said, a +1 is for that."""
    assert told(read_votes(reply("> It is slow.\n\n+1 Agreed. Good catch, Bo."), TALK)) == (
        "nothing",
    )


def test_glued_lines_are_not_own_words() -> None:
    """If a mailer puts a whole thread on one line, cut by hosts at 998 octets, it quotes
    whatever follows the header.
    """
    header = (
        "> Date: Thu, 7 May 2026 > From: bo@example.org > To: infra@example.org > Subject: Re: X "
    )
    glued = f"+1 Best regards, Kim {header}" + "> > -1 from me, it breaks " * 40
    body = f"{glued[:990]}\n{glued[990:]} -1 again\n\nnothing more"

    assert told(read_votes(reply(body), VIEW)) == ("+1",)


def test_a_quote_without_marks_is_known_by_its_lines() -> None:
    """Below an attribution, even a short line that the mail above contains belongs to that mail."""
    view = ThreadView("X", "pat@example.org", earlier_lines=frozenset({"-1"}))

    assert told(
        read_votes(reply("I moved the wiki.\n\nBo <bo@example.org> wrote:\n-1\n"), view)
    ) == ("nothing",)
    assert told(read_votes(reply("I moved the wiki.\n\n-1\n"), view)) == ("-1 explained",)


def test_lettered_pieces_are_items() -> None:
    """Every lettered piece is an item, and a zero without a sign is for the item above it."""
    body = "> a) a new sign\n\n+1\n\n> b) a new name\n\n+1\n\n> c) a new home\n\n0, no idea\n"

    assert told(read_votes(reply(body), VIEW)) == ("+1 item A", "+1 item B", "0 item C")


def test_this_is_the_vote_that_is_quoted() -> None:
    """ "I retract this" under one's own -1 takes it back; under words it takes back
    something else.
    """
    assert told(read_votes(reply("> -1, it does not build here.\n\nI retract this."), VIEW)) == (
        "withdraw",
    )
    assert told(read_votes(reply("> The disk is full.\n\nI retract this."), VIEW)) == ("nothing",)


def test_a_plus_one_for_the_proposal_stands_beside_one_for_a_remark() -> None:
    """The thing called the proposal is the proposal."""
    body = "+1 to everything Bo said.\n\nAnd +1 to the proposal itself."

    assert told(read_votes(reply(body), VIEW)) == ("+1",)


def test_numbered_lines_are_items() -> None:
    """The label is part of its line, and a zero without a sign is a vote there."""
    assert told(read_votes(reply("1. +1, overdue\n2. 0\n3. -1, nobody asked for it\n"), VIEW)) == (
        "+1 item 1",
        "0 item 2",
        "-1 item 3 explained",
    )


def test_a_count_with_one_name_in_a_row_is_still_a_count() -> None:
    """Beside a row of names, one name after a colon is not a reason: "-1: Eve"."""
    assert told(read_votes(reply("+1: Ana, Bo, Cem (binding), Dee\n-1: Eve\n"), VIEW)) == (
        "nothing",
    )
    assert told(read_votes(reply("-1: Licences\n"), VIEW)) == ("-1 unexplained",)


def test_words_indented_below_a_name_are_that_persons() -> None:
    """Without quote marks they are recognised by the line above them and their indentation."""
    body = (
        "Eve wrote:\n\n    It is not ready. -1.\n    So no.\n\nWhat "
        "would make it ready?\n\n  +1 otherwise"
    )

    assert told(read_votes(reply(body), VIEW)) == ("+1",)
