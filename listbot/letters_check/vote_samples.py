"""Letters about votes, one or more of each kind: facts that fill a template as far as one letter
can.

All of it is made up.
"""

from dataclasses import replace
from datetime import UTC, datetime

from listbot.letters.compose import KINDS
from listbot.letters.facts.alert import AlertFacts
from listbot.letters.facts.votes import (
    Counts,
    DoubtLine,
    HeldFacts,
    LiftedLine,
    NotCountedFacts,
    OpenedFacts,
    ProposalFacts,
    ReasonWantedFacts,
    RecountFacts,
    ReminderFacts,
    ResultFacts,
    SideTold,
    ToldFacts,
    TranscriptFacts,
    TranscriptLine,
    VoteLine,
    WaitsFacts,
    WayKnown,
)
from listbot.model.order import Facts, LetterKind, LetterOrder

LIST = "infra@example.org"
BOT = "listbot@example.org"
NOW = datetime(2026, 9, 11, 18, 15, tzinfo=UTC)
ARCHIVE = "https://lists.example.org/infra/{message_id}/"
PAGES = "https://infra.example.org"
VOTE_SUBJECT = "[VOTE] Move the build cache to object storage"
SILENCE_SUBJECT = "[LAZY] The weekly reboot moves to Tuesday"

VOTE = ProposalFacts(
    number=31,
    title="Move the build cache to object storage",
    rule="substantial: at least 3 binding +1 and no standing "
    "objection; a -1 without a reason has no weight; the "
    "roster is binding; open for 72 h, at least 72 h",
    brief="substantial: at least 3 binding +1 and no standing objection; a -1 needs its reason",
    opened=datetime(2026, 9, 8, 18, 0, tzinfo=UTC),
    closes=datetime(2026, 9, 11, 18, 0, tzinfo=UTC),
    silence=False,
    proposer_name="Alma Reyes",
)

SILENCE = ProposalFacts(
    number=33,
    title="The weekly reboot moves to Tuesday",
    rule=(
        "minor: passes unless somebody objects; open for 72 h; the "
        "clock stops on Saturdays, Sundays"
    ),
    brief="minor: passes at the close if nobody objects",
    opened=datetime(2026, 9, 7, 9, 0, tzinfo=UTC),
    closes=datetime(2026, 9, 10, 9, 0, tzinfo=UTC),
    silence=True,
    proposer_name="Björn Sand",
)

OPENED = OpenedFacts(
    proposal=VOTE,
    binding="the 9 members on the roster",
    default_window=True,
    replaced=None,
    announces=False,
    assumed="",
    quote="",
    example_closes=datetime(2026, 9, 18, 18, 0, tzinfo=UTC),
)

NOT_COUNTED = NotCountedFacts(
    proposal=VOTE,
    name="Chiyo Arai",
    date=datetime(2026, 9, 9, 14, 2, tzinfo=UTC),
    quote="+1 if we keep a copy on-site for a year",
    reason="a condition cannot be tallied",
    in_words=False,
)

REASON_WANTED = ReasonWantedFacts(
    proposal=VOTE, name="Dov Levin", date=datetime(2026, 9, 9, 15, 30, tzinfo=UTC), quote="-1"
)

REMINDER = ReminderFacts(
    VOTE, Counts(yes=2, zero=2, no=0, needed=3, held=1, doubts=1), doubtful=("<f1@example.org>",)
)

BINDING = (
    VoteLine(
        "+1",
        "Alma Reyes",
        datetime(2026, 9, 8, 18, 0, tzinfo=UTC),
        "my own +1 as well",
        "<a1@example.org>",
        "",
    ),
    VoteLine(
        "+1", "Björn Sand", datetime(2026, 9, 9, 7, 40, tzinfo=UTC), "+1", "<b1@example.org>", ""
    ),
    VoteLine(
        "+1",
        "新井 千代",
        datetime(2026, 9, 10, 3, 5, tzinfo=UTC),
        "+1 (binding)",
        "<c2@example.org>",
        "changed from 0",
    ),
    VoteLine(
        "0",
        "דב לוין",
        datetime(2026, 9, 10, 20, 0, tzinfo=UTC),
        "0, no opinion",
        "<d1@example.org>",
        "",
    ),
)

PASSED = ResultFacts(
    proposal=VOTE,
    state="passed",
    reason="3 of 3 +1 and no standing objection",
    counts=Counts(yes=3, zero=1, no=0, needed=3, held=0, doubts=1),
    binding=BINDING,
    not_binding=(
        VoteLine(
            "+1",
            "Pia Quist",
            datetime(2026, 9, 9, 8, 0, tzinfo=UTC),
            "+1",
            "<p1@example.net>",
            "not on the roster",
        ),
    ),
    not_counted=(
        VoteLine(
            "+1",
            "Emil Falk",
            datetime(2026, 9, 10, 8, 0, tzinfo=UTC),
            "I agree",
            "<e1@example.org>",
            "in words, without a number",
        ),
    ),
    ways=(WayKnown("verified", 4), WayKnown("list-vouched", 1)),
    doubtful=("<f1@example.org>",),
    put_offs=(),
    robust="Passes even if the one unclear vote were -1",
    advisory=False,
    too_few=False,
    digest="sha256:0f343b0931126a20f133d67c2b018a3b1f0a4b1d6c0f0b9d3f6f4d8f1f7d6a55",
    recount=RecountFacts(
        command="listbot tally --opening a1@example.org --policy ovirt:substantial "
        "--roster roster.toml --opened 2026-09-08T18:00:00Z --closes 2026-09-11T18:00:00Z "
        "archive.mbox",
        archive="archive.mbox",
        roster_file="roster.toml",
        roster_url="https://infra.example.org/roster.toml",
        roster_size=9,
        roster_fingerprint="sha256:5f1c7b0a4be2f6d81c3e90a7d2584b6e",
    ),
)

STOPPED = ResultFacts(
    proposal=SILENCE,
    state="stopped",
    reason="1 objection open at the close",
    counts=Counts(yes=1, zero=0, no=1, needed=0, held=0, doubts=0),
    binding=(
        VoteLine(
            "-1",
            "Dov Levin",
            datetime(2026, 9, 8, 6, 0, tzinfo=UTC),
            "-1, the backups run then",
            "<d2@example.org>",
            "",
        ),
    ),
    not_binding=(),
    not_counted=(),
    doubtful=(),
    put_offs=(),
    robust="",
    advisory=True,
    too_few=False,
    digest="",
)

CANCELLED = ResultFacts(
    VOTE,
    "cancelled",
    "withdrawn before the close",
    Counts(0, 0, 0, 3, 0, 0),
    cancelled_by="<a9@example.org>",
)

SILENT = replace(
    STOPPED,
    state="passed",
    reason="no objection",
    counts=Counts(yes=1, zero=0, no=0, needed=0, held=0, doubts=0),
    binding=BINDING[:1],
    lifted=(
        LiftedLine(
            "hm, was that not the day of the backups?",
            "<d2@example.org>",
            "Björn Sand",
            "<b3@example.org>",
        ),
    ),
)

HELD = HeldFacts(
    proposal=SILENCE,
    why="silence",
    mails=("<d2@example.org>",),
    reason_missing=True,
    until=None,
    counts=Counts(yes=1, zero=0, no=0, needed=0, held=1, doubts=0),
    raise_to="substantial",
)

PUT_OFF = replace(
    HELD,
    proposal=VOTE,
    why="doubt",
    mails=("<f1@example.org>", "<g1@example.org>"),
    reason_missing=False,
    until=datetime(2026, 9, 13, 18, 0, tzinfo=UTC),
    counts=Counts(yes=2, zero=2, no=0, needed=3, held=1, doubts=2),
    raise_to="",
)

DOUBTED = replace(
    HELD,
    why="doubt",
    mails=("<f1@example.org>", "<g1@example.org>"),
    reason_missing=False,
    until=datetime(2026, 9, 11, 9, 0, tzinfo=UTC),
    raise_to="",
    doubts=(
        DoubtLine("Our builders still talk to it.", "<f1@example.org>"),
        DoubtLine("+1 if the backups are moved to another day first", "<g1@example.org>"),
    ),
)

TRANSCRIPT = TranscriptFacts(
    lines=(
        TranscriptLine("#listbot notes: off", True, "You will get no more private notes."),
        TranscriptLine(
            "#listbot clsoes: Friday",
            False,
            'I do not know the command "clsoes". Did you mean "#listbot closes"? '
            "Nothing was changed.",
        ),
    ),
    stopped="",
    help=(("#listbot help", "Lists these commands. For anybody."),),
    mail="<h1@example.org>",
    subject="[VOTE] Move the build cache to object storage",
)

TOLD = ToldFacts(
    proposal=VOTE,
    date=NOW,
    until=VOTE.closes,
    differences=(
        SideTold("+1", 5, "", "The vote passes with 5 +1 and 1 binding -1.", ours=3, not_binding=1),
        SideTold(
            "-1", 1, "binding", "The vote passes with 5 +1 and 1 binding -1.", ours=0, not_binding=0
        ),
    ),
    binding=BINDING,
    not_binding=PASSED.not_binding,
    not_counted=PASSED.not_counted,
    doubtful=PASSED.doubtful,
)

ALERT = AlertFacts("unreadable", ("quarantined <x1@example.org>: two From fields",), 1, NOW, NOW)

WAITS = WaitsFacts(
    about="V-31",
    is_vote=True,
    count=2,
    subjects=(
        "[RESULT] [VOTE] Move CI artefacts to object storage: PASSED",
        "Re: [VOTE] Move CI artefacts",
    ),
    since=datetime(2026, 9, 11, 18, 15, tzinfo=UTC),
)

SAMPLES: tuple[tuple[LetterKind, Facts], ...] = (
    (LetterKind.OPENED, OPENED),
    (LetterKind.OPENED, replace(OPENED, change="close")),
    (LetterKind.OPENED, replace(OPENED, change="class")),
    (LetterKind.OPENED, replace(OPENED, proposal=SILENCE, change="text")),
    (LetterKind.NOT_COUNTED, NOT_COUNTED),
    (
        LetterKind.NOT_COUNTED,
        replace(
            NOT_COUNTED,
            quote="+1",
            reason="it has no signature of example.org",
            unproven="it has no signature of example.org",
        ),
    ),
    (
        LetterKind.NOT_COUNTED,
        replace(NOT_COUNTED, quote="+1", unproven="cannot be verified yet", pending=True),
    ),
    (LetterKind.NOT_COUNTED, replace(NOT_COUNTED, proposal=SILENCE, put_off="24 h")),
    (LetterKind.REASON_WANTED, REASON_WANTED),
    (LetterKind.REMINDER, REMINDER),
    (LetterKind.PASSED, PASSED),
    (LetterKind.NOT_PASSED, STOPPED),
    (LetterKind.NOT_PASSED, CANCELLED),
    (LetterKind.SILENCE, SILENT),
    (LetterKind.HELD, HELD),
    (LetterKind.HELD, PUT_OFF),
    (LetterKind.HELD, DOUBTED),
    (LetterKind.HELD, replace(DOUBTED, doubts=DOUBTED.doubts * 6)),
    (LetterKind.TRANSCRIPT, TRANSCRIPT),
    (LetterKind.TRANSCRIPT, replace(TRANSCRIPT, vote=True, help=())),
    (LetterKind.TOLD_OTHERWISE, TOLD),
    (LetterKind.TOLD_OTHERWISE, replace(TOLD, is_open=True)),
    (LetterKind.WAITS, WAITS),
    (LetterKind.WAITS, replace(WAITS, about="T-118", is_vote=False, count=1, subjects=())),
    (LetterKind.ALERT, ALERT),
)
"""Each kind about votes, as full as it can be; some in several forms."""


def sample_order(kind: LetterKind, facts: Facts) -> LetterOrder:
    """Return an order as the core would place it for these facts."""
    is_answer = next(each.is_answer for each in KINDS if each.name == kind)
    return LetterOrder(
        kind=kind,
        cause="<v31@example.org>",
        facts=facts,
        to_list=not is_answer,
        recipients=("chiyo@example.org",) if is_answer else (LIST,),
        reply_to_mail="<v31@example.org>",
        thread=("<v31@example.org>",),
        subject=SILENCE_SUBJECT if getattr(facts, "proposal", VOTE).silence else VOTE_SUBJECT,
    )
