"""Tests of `#listbot amend`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.commands.command import Effect
from listbot.mail import Body, Line, Mail, Part
from listbot.model.case import Case
from listbot.model.proposal import Act, State, Verb
from listbot.proposals.commands.amend import act
from listbot.votes.opening.wording import LONGEST_TEXT
from tests.proposals.commands.situations import CASE, CLOSES, LIST, NO_VOTE, mail, proposal

KNOWN = replace(CASE, opening_text="We reboot on Monday.")


def saying(*lines: str, of: Mail | None = None) -> Mail:
    """A mail with these words."""
    body = Body(tuple(Line(at, text, Part.OWN) for at, text in enumerate(lines, 1)))
    return replace(of or mail(), body=body)


NEW = saying("#listbot amend", "We reboot on Tuesday.")


def amends(of: Mail) -> Act:
    """The act of a mail with the new text."""
    return Act(
        Verb.AMEND,
        of.author.address,
        of.order,
        text="We reboot on Tuesday.",
        opening="We reboot on Monday.",
    )


def test_the_proposer_replaces_the_text() -> None:
    """The act has the new text, and the opening's for the difference."""
    assert act("", NEW, KNOWN) == Effect(
        done=True,
        answer="V-33 now has the text below this line. Votes so far stand; if there are any, "
        "their writers are shown what changed.",
        act=amends(NEW),
    )


def test_nobody_else_changes_it() -> None:
    """They learn what they can do instead; nothing changes."""
    others = saying("#listbot amend", "We stay.", of=mail("dov@example.org"))
    assert act("", others, KNOWN) == Effect(
        done=False,
        answer="Only the proposer can change the text. Say on the list what you would change; "
        "the proposer can then send the new text.",
    )


@pytest.mark.parametrize(
    ("written", "case", "answer"),
    [
        pytest.param(
            NEW,
            NO_VOTE,
            "I know of no vote in this thread. Please reply to a mail of the vote you mean.",
            id="no vote",
        ),
        pytest.param(
            replace(NEW, arrival=mail(through="listbot@example.org").arrival),
            KNOWN,
            f"Please send this line in a reply to the thread on {LIST}, where everybody sees it.",
            id="not on the list",
        ),
        pytest.param(
            saying("I thought again.", "#listbot amend", "We stay."),
            KNOWN,
            "Please make this the first line of a mail, with the whole new text below it.",
            id="not the first line",
        ),
        pytest.param(
            saying("#listbot amend", "", "#listbot closes: Friday"),
            KNOWN,
            "Please write the whole new text below this line.",
            id="no text",
        ),
        pytest.param(
            saying("#listbot amend", "x" * (LONGEST_TEXT + 1)),
            KNOWN,
            "The text is too long. Please put it on a page and send a link to it.",
            id="too long",
        ),
    ],
)
def test_what_is_refused(written: Mail, case: Case, answer: str) -> None:
    """Nothing changes, and the answer says what to do."""
    assert act("", written, case) == Effect(done=False, answer=answer)


@pytest.mark.parametrize(
    ("written", "case", "answer"),
    [
        pytest.param(
            NEW,
            replace(KNOWN, proposal=replace(proposal(), state=State.PASSED)),
            "V-33 is already passed. You can propose it again.",
            id="after the result",
        ),
        pytest.param(
            saying(
                "#listbot amend",
                "We reboot on Tuesday.",
                of=mail(received=CLOSES + timedelta(seconds=1)),
            ),
            KNOWN,
            "V-33 had closed when your mail came. You can propose it again.",
            id="after the close",
        ),
    ],
)
def test_after_the_close_nothing_changes(written: Mail, case: Case, answer: str) -> None:
    """The answer says so; the act is kept, as only the count knows when the vote really closed."""
    assert act("", written, case) == Effect(done=False, answer=answer, act=amends(written))
