"""Letters about votes that many have to take part in, as full as they can be.

All of it is made up.
"""

from dataclasses import replace

from listbot.commands.transcript import ONLY_ON_THE_LIST
from listbot.letters.facts.silent import SilentFacts
from listbot.letters.facts.votes import Counts, TranscriptFacts, TranscriptLine
from listbot.letters.mailto import vote_link
from listbot.letters_check.vote_samples import LIST, OPENED, PASSED, REMINDER, VOTE, VOTE_SUBJECT
from listbot.model.order import Facts, LetterKind

BY_MANY = replace(
    VOTE,
    rule="rules: approval by at least 3/4 of the votes cast and approval by at least 1/2 of the "
    "active voters; the roster is binding; open for 14 days",
    brief="rules: approval by at least 3/4 of the votes cast and approval by at least 1/2 of the "
    "active voters",
)
SO_FAR = Counts(yes=7, zero=1, no=1, needed=0, held=0, doubts=0)
SHARES = (
    "approval by 7 1/2 of the 9 votes cast (7 needed)",
    "approval by 7 1/2 of the 19 active voters (10 needed)",
)

OPENED_FOR_MANY = replace(
    OPENED,
    proposal=BY_MANY,
    default_window=False,
    needed=("approval by 10 of the 19 active voters",),
    active="those who voted in the 183 days before the opening, or in the last 3 votes if there "
    "were fewer; whoever votes now joins them",
    asks_silent=True,
)
REMINDED = replace(REMINDER, proposal=BY_MANY, counts=SO_FAR, doubtful=(), shares=SHARES, asked=10)
UNHEARD = SilentFacts(
    proposal=BY_MANY,
    counts=SO_FAR,
    shares=SHARES,
    is_active=True,
    yes=vote_link(LIST, VOTE_SUBJECT, "+1"),
    zero=vote_link(LIST, VOTE_SUBJECT, "0"),
    no=vote_link(LIST, VOTE_SUBJECT, "-1"),
)
WITHOUT_LINKS = replace(UNHEARD, shares=(), is_active=False, yes="", zero="", no="")

ASTRAY = TranscriptFacts(
    (TranscriptLine("+1", False, ONLY_ON_THE_LIST),),
    "",
    (),
    "<h2@example.org>",
    VOTE_SUBJECT,
    vote=True,
    link=UNHEARD.yes,
)
ENOUGH = replace(
    PASSED,
    proposal=BY_MANY,
    shares=SHARES,
    ballots="14 mails received in the thread; 11 votes read in 11 mails; 9 counted; 2 set aside "
    "(1 replaced by a later one, 1 after the close); 1 unclear reply not read as a vote",
)

SILENT_SAMPLES: tuple[tuple[LetterKind, Facts], ...] = (
    (LetterKind.OPENED, OPENED_FOR_MANY),
    (LetterKind.OPENED, replace(OPENED_FOR_MANY, active="")),
    (LetterKind.REMINDER, REMINDED),
    (LetterKind.SILENT, UNHEARD),
    (LetterKind.SILENT, WITHOUT_LINKS),
    (LetterKind.TRANSCRIPT, ASTRAY),
    (LetterKind.PASSED, ENOUGH),
)
