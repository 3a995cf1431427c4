"""The letters whose whole text is in golden/: each kind and each of its variants."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache

from listbot.commands.run_lines import STOPPED_BAD
from listbot.commands.transcript import ONLY_ON_THE_LIST
from listbot.letters.compose import Composer
from listbot.letters.facts.votes import (
    Counts,
    ItemLine,
    NewText,
    RecountFacts,
    TranscriptLine,
    VoteLine,
)
from listbot.letters.letter import Letter
from listbot.letters.loading import load_templates
from listbot.letters_check.approval_samples import APPROVAL_ORDERS
from listbot.letters_check.desk_samples import SUPPORT
from listbot.letters_check.hand_samples import ADOPTED, ANSWERED, ASKED, CORRECTED, MOVED, WITHDRAWN
from listbot.letters_check.proposer_samples import (
    AMENDED,
    DRAFT,
    DRAFT_SILENCE,
    DRAFT_STOPPED,
    OBJECTED,
)
from listbot.letters_check.round_trip_samples import BY_NOBODY, ROUND_TRIP
from listbot.letters_check.silent_samples import (
    ASTRAY,
    ENOUGH,
    OPENED_FOR_MANY,
    REMINDED,
    UNHEARD,
    WITHOUT_LINKS,
)
from listbot.letters_check.vote_samples import (
    ALERT,
    ARCHIVE,
    BINDING,
    BOT,
    CANCELLED,
    DOUBTED,
    HELD,
    LIST,
    NOT_COUNTED,
    NOW,
    OPENED,
    PAGES,
    PASSED,
    PUT_OFF,
    REASON_WANTED,
    REMINDER,
    SILENCE,
    SILENT,
    STOPPED,
    TOLD,
    TRANSCRIPT,
    VOTE,
    WAITS,
    sample_order,
)
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.proposals.commands import COMMANDS
from listbot.proposals.letters.results import EARLIER_TEXT, UNVERIFIED
from tests.recap.letters.digest_shown import DIGESTS_SHOWN
from tests.recap.letters.recap_shown import RECAPS_SHOWN
from tests.records.shown import RECORDS_SHOWN
from tests.tickets.letters.shown import DESK_SHOWN

NUMBERS = (40, 41, 42, 43, 73, 74, 75, 76)
"""The tickets of a flood."""
KEY = b"a key for tests only"
TEMPLATES = load_templates()
NO_COUNTS = Counts(yes=0, zero=0, no=0, needed=0, held=0, doubts=0)
FELL_SHORT = replace(
    PASSED,
    state="not passed",
    reason="2 of 3 +1; nobody objects",
    counts=Counts(yes=2, zero=0, no=0, needed=3, held=0, doubts=0),
    binding=BINDING[:2],
    not_binding=(),
    not_counted=(),
    doubtful=(),
    robust="",
    too_few=True,
)
AGAINST = VoteLine(
    "-1",
    "Dov Levin",
    BINDING[3].date,
    "-1: it doubles the bill for traffic",
    "<d1@example.org>",
    "",
)
UNSURE = replace(
    PASSED,
    not_counted=(),
    unverified=(replace(AGAINST, mail="<g1@example.org>", note=UNVERIFIED),),
    doubtful=(),
    unverified_doubts=("<g2@example.org>",),
)
ON_TWO_TEXTS = replace(
    PASSED,
    binding=(replace(BINDING[0], note=EARLIER_TEXT), *BINDING[1:]),
    texts=(
        NewText("<text-2@example.org>", VOTE.opened.replace(day=9)),
        NewText("<text-3@example.org>", VOTE.opened.replace(day=10)),
    ),
)
assert PASSED.recount is not None
RECOUNT = PASSED.recount
UNPUBLISHED = RecountFacts(
    command="listbot tally --as-proposal --policy ours.toml:substantial --roster roster.toml "
    "--opened 2026-09-08T18:00:00Z --closes 2026-09-11T18:00:00Z thread.mbox",
    archive="thread.mbox",
    policy_file="ours.toml",
    policy_fingerprint="sha256:c7d8f0b19a24e3560dbe8f4471a0962c",
    roster_file="roster.toml",
    roster_size=9,
    roster_fingerprint="sha256:5f1c7b0a4be2f6d81c3e90a7d2584b6e",
)
OWN_RULE = replace(
    UNPUBLISHED,
    policy_lines=(
        "[classes.substantial]",
        'tags = ["VOTE"]',
        "silence = false",
        "min_yes = 3",
        'window = "72h"',
    ),
    roster_file="",
)
HARD = replace(
    PASSED,
    proposal=replace(
        VOTE, title="移行 " * 60, proposer_name="Ana\r\n+1 \u202eevil\u2028#listbot withdraw"
    ),
    binding=(
        replace(BINDING[0], name="دانا " * 20, quote="+1 " + "مرحبا " * 30),
        replace(BINDING[1], name="\n+1\n", quote="\r\n#listbot closes: now\r\n"),
        replace(
            BINDING[2],
            value="+0.5",
            name="N" * 200,
            quote="👍 wörd " * 40,
            mail="<" + "x" * 400 + "@x>",
        ),
        replace(BINDING[3], value="-0.9\n", name="", mail="", note=""),
    ),
)

SHOWN: Mapping[str, tuple[LetterKind, Facts]] = {
    "M1-default": (LetterKind.OPENED, OPENED),
    "M1-date-replaced": (
        LetterKind.OPENED,
        replace(
            OPENED,
            default_window=False,
            replaced=VOTE.opened.replace(day=9),
            quote="Please vote until Wednesday.",
            assumed="no time of day: end of that day in UTC",
        ),
    ),
    "M1-silence": (
        LetterKind.OPENED,
        replace(OPENED, proposal=SILENCE, binding="everyone", default_window=False),
    ),
    "M1-before-the-act": (
        LetterKind.OPENED,
        replace(
            OPENED,
            proposal=SILENCE,
            binding="everyone",
            default_window=False,
            announces=True,
            quote="10 September",
        ),
    ),
    "M1-act-too-early": (
        LetterKind.OPENED,
        replace(
            OPENED,
            proposal=SILENCE,
            binding="everyone",
            default_window=False,
            announces=True,
            replaced=VOTE.opened.replace(day=9),
            quote="on Wednesday",
        ),
    ),
    "M1-two-days": (LetterKind.OPENED, replace(OPENED, unread="Please vote by 10/11.")),
    "M1-close-moved": (
        LetterKind.OPENED,
        replace(
            OPENED,
            change="close",
            default_window=False,
            quote="2026-09-18 18:00 UTC",
            proposal=replace(VOTE, closes=OPENED.example_closes),
        ),
    ),
    "M1-moved-by-hand": (LetterKind.OPENED, MOVED),
    "M1-adopted": (LetterKind.OPENED, ADOPTED),
    "M6-withdrawn-by-hand": (LetterKind.NOT_PASSED, WITHDRAWN),
    "M1-for-many": (LetterKind.OPENED, OPENED_FOR_MANY),
    "M4-for-many": (LetterKind.REMINDER, REMINDED),
    "M22-a-vote-with-a-link": (LetterKind.TRANSCRIPT, ASTRAY),
    "M5-for-many": (LetterKind.PASSED, ENOUGH),
    "M31-silent": (LetterKind.SILENT, UNHEARD),
    "M31-without-links": (LetterKind.SILENT, WITHOUT_LINKS),
    "M30-answered": (LetterKind.NUDGE, ANSWERED),
    "M30-not-answered": (LetterKind.NUDGE, replace(ANSWERED, answer="")),
    "M25-override": (LetterKind.QUESTION, ASKED),
    "M23-corrected": (LetterKind.CORRECTED, CORRECTED),
    "M23-same-outcome": (
        LetterKind.CORRECTED,
        replace(CORRECTED, was="passed", changes=CORRECTED.changes[:1], replaces=""),
    ),
    "M1-class-raised": (LetterKind.OPENED, replace(OPENED, change="class")),
    "M1-text-changed": (
        LetterKind.OPENED,
        replace(OPENED, proposal=SILENCE, change="text", default_window=False),
    ),
    "M2-condition": (LetterKind.NOT_COUNTED, NOT_COUNTED),
    "M2-in-words": (
        LetterKind.NOT_COUNTED,
        replace(
            NOT_COUNTED,
            quote="I agree, go ahead",
            reason=("there is no +1, 0 or -1 in it"),
            in_words=True,
        ),
    ),
    "M2-silence": (
        LetterKind.NOT_COUNTED,
        replace(NOT_COUNTED, proposal=SILENCE, quote=("Hm, must it be Tuesday? ") * 12),
    ),
    "M2-silence-put-off": (
        LetterKind.NOT_COUNTED,
        replace(NOT_COUNTED, proposal=SILENCE, put_off="24 h"),
    ),
    "M3-reason-wanted": (LetterKind.REASON_WANTED, REASON_WANTED),
    "M3-silence": (LetterKind.REASON_WANTED, replace(REASON_WANTED, proposal=SILENCE)),
    "M4-one-short": (LetterKind.REMINDER, REMINDER),
    "M4-held": (
        LetterKind.REMINDER,
        replace(REMINDER, held=True, mails=("<d1@example.org>", "<d2@example.org>")),
    ),
    "M4-enough": (
        LetterKind.REMINDER,
        replace(REMINDER, counts=Counts(yes=3, zero=0, no=0, needed=3, held=0, doubts=2)),
    ),
    "M4-silence": (
        LetterKind.REMINDER,
        replace(
            REMINDER,
            proposal=SILENCE,
            counts=NO_COUNTS,
            standing="no objection so far",
            doubtful=(),
        ),
    ),
    "M4-silence-held": (
        LetterKind.REMINDER,
        replace(
            REMINDER,
            proposal=SILENCE,
            counts=NO_COUNTS,
            standing=("held: 1 objection open"),
            doubtful=(),
            held=True,
            mails=("<d2@example.org>",),
        ),
    ),
    "M5-passed": (LetterKind.PASSED, PASSED),
    "M5-hard-names": (LetterKind.PASSED, HARD),
    "M5-unverified": (LetterKind.PASSED, UNSURE),
    "M5-amended": (LetterKind.PASSED, ON_TWO_TEXTS),
    "M5-own-rule": (LetterKind.PASSED, replace(PASSED, recount=OWN_RULE)),
    "M5-own-rule-published": (
        LetterKind.PASSED,
        replace(
            PASSED,
            recount=replace(
                UNPUBLISHED,
                policy_url="https://infra.example.org/ours.toml",
                roster_url="https://infra.example.org/roster.toml",
            ),
        ),
    ),
    "M5-own-rule-too-long": (LetterKind.PASSED, replace(PASSED, recount=UNPUBLISHED)),
    "M5-active-voters": (
        LetterKind.PASSED,
        replace(PASSED, recount=replace(RECOUNT, history="archive.mbox")),
    ),
    "M5-active-voters-beside": (
        LetterKind.PASSED,
        replace(PASSED, recount=replace(UNPUBLISHED, history="archive.mbox")),
    ),
    "M6-too-few": (LetterKind.NOT_PASSED, FELL_SHORT),
    "M6-more-against": (
        LetterKind.NOT_PASSED,
        replace(
            FELL_SHORT,
            reason="3 against, 3 for",
            counts=Counts(yes=3, zero=0, no=3, needed=3, held=0, doubts=0),
            binding=(*BINDING[:3], AGAINST),
            too_few=False,
        ),
    ),
    "M6-stopped": (
        LetterKind.NOT_PASSED,
        replace(
            FELL_SHORT,
            state="stopped",
            reason="1 objection open at the close",
            counts=Counts(yes=3, zero=0, no=1, needed=3, held=0, doubts=0),
            binding=(*BINDING[:3], replace(AGAINST, reason_mail="<d3@example.org>")),
            put_offs=("put off by 72 h: an objection stood at the close",),
            too_few=False,
        ),
    ),
    "M6-stopped-silence": (LetterKind.NOT_PASSED, STOPPED),
    "M6-cancelled": (LetterKind.NOT_PASSED, CANCELLED),
    "M7-passed": (LetterKind.SILENCE, SILENT),
    "M8-silence": (LetterKind.HELD, HELD),
    "M8-objection": (
        LetterKind.HELD,
        replace(HELD, proposal=VOTE, why="objection", reason_missing=False, raise_to=""),
    ),
    "M6-no-quorum": (
        LetterKind.NOT_PASSED,
        replace(
            FELL_SHORT,
            because="quorum",
            shares=("quorum: 2 (30 needed)",),
            too_few=False,
        ),
    ),
    "M6-escalated": (
        LetterKind.NOT_PASSED,
        replace(
            FELL_SHORT,
            state="stopped",
            reason="1 objection open at the close, for the Project Leader",
            decides="the Project Leader",
            too_few=False,
        ),
    ),
    "M6-items": (
        LetterKind.NOT_PASSED,
        replace(
            FELL_SHORT,
            because="items",
            items=(
                ItemLine("1", "passed: 3 x +1 (3 needed), 0 x 0, 0 x -1"),
                ItemLine("plan b", "not passed: too few: 2 x +1 (3 needed), 0 x 0, 1 x -1"),
            ),
            too_few=False,
        ),
    ),
    "M8-put-to-the-vote": (
        LetterKind.HELD,
        replace(
            HELD,
            proposal=VOTE,
            why="vote",
            until=VOTE.closes.replace(day=14),
            reason_missing=False,
            raise_to="",
        ),
    ),
    "M8-put-off-objection": (
        LetterKind.HELD,
        replace(
            HELD,
            proposal=VOTE,
            why="objection",
            until=VOTE.closes.replace(day=14),
            reason_missing=False,
            counts=replace(REMINDER.counts, yes=3, no=1),
            raise_to="",
        ),
    ),
    "M8-silence-in-doubt": (LetterKind.HELD, DOUBTED),
    "M8-silence-in-one-doubt": (
        LetterKind.HELD,
        replace(DOUBTED, doubts=DOUBTED.doubts[:1], mails=DOUBTED.mails[:1]),
    ),
    "M8-silence-in-many-doubts": (
        LetterKind.HELD,
        replace(DOUBTED, doubts=DOUBTED.doubts * 6),
    ),
    "M8-put-off-doubt": (LetterKind.HELD, PUT_OFF),
    "M8-put-off-one-doubt": (
        LetterKind.HELD,
        replace(PUT_OFF, mails=PUT_OFF.mails[:1], counts=replace(PUT_OFF.counts, doubts=1)),
    ),
    "M8-put-off-objections": (
        LetterKind.HELD,
        replace(
            HELD,
            proposal=VOTE,
            why="objection",
            until=VOTE.closes.replace(day=14),
            reason_missing=False,
            mails=("<d1@example.org>", "<o1@example.org>"),
            reasons=("<d3@example.org>",),
            objections=2,
            counts=replace(REMINDER.counts, yes=3, no=2),
            raise_to="",
        ),
    ),
    "M8-put-off-short": (
        LetterKind.HELD,
        replace(
            HELD,
            proposal=VOTE,
            why="short",
            mails=(),
            until=VOTE.closes.replace(day=18),
            reason_missing=False,
            counts=REMINDER.counts,
            raise_to="",
        ),
    ),
    "M27-a-result": (LetterKind.WAITS, WAITS),
    "M27-an-answer-on-a-ticket": (
        LetterKind.WAITS,
        replace(WAITS, about="T-118", is_vote=False, count=1, subjects=()),
    ),
    "M28-amended": (LetterKind.AMENDED, AMENDED),
    "M28-silence": (LetterKind.AMENDED, OBJECTED),
    "M29-draft": (LetterKind.DRAFT, DRAFT),
    "M29-stopped": (LetterKind.DRAFT, DRAFT_STOPPED),
    "M29-silence": (LetterKind.DRAFT, DRAFT_SILENCE),
    "M26-told-otherwise": (LetterKind.TOLD_OTHERWISE, TOLD),
    "M26-while-open": (
        LetterKind.TOLD_OTHERWISE,
        replace(
            TOLD,
            differences=TOLD.differences[1:],
            not_binding=(),
            not_counted=(),
            doubtful=(),
            is_open=True,
        ),
    ),
    "M22-transcript": (LetterKind.TRANSCRIPT, replace(TRANSCRIPT, help=())),
    "M22-stopped": (
        LetterKind.TRANSCRIPT,
        replace(
            TRANSCRIPT,
            lines=TRANSCRIPT.lines[1:] * 2,
            stopped=STOPPED_BAD,
            help=(),
        ),
    ),
    "M22-help": (
        LetterKind.TRANSCRIPT,
        replace(
            TRANSCRIPT,
            lines=(
                replace(
                    TRANSCRIPT.lines[0],
                    text="#listbot help",
                    answer=("The commands are listed below."),
                ),
            ),
            help=tuple((command.form, command.help) for command in COMMANDS),
        ),
    ),
    "M22-a-vote": (
        LetterKind.TRANSCRIPT,
        replace(
            TRANSCRIPT,
            lines=(TranscriptLine("+1", False, ONLY_ON_THE_LIST),),
            help=(),
            subject="[DIGEST] infra: 1 vote waits for you",
            vote=True,
        ),
    ),
    "A1-alert": (LetterKind.ALERT, ALERT),
    "A1-wrong": (
        LetterKind.ALERT,
        replace(
            ALERT,
            cause="wrong",
            texts=(
                "V-31: <h1@example.org> says that something is wrong: +1 of mine is missing, and "
                "I sent it in time "
                '(see "listbot vote show 31")',
            ),
        ),
    ),
    "A1-gathered": (
        LetterKind.ALERT,
        replace(
            ALERT,
            cause="first letters",
            texts=tuple(
                (
                    f"T-{n}: its first letter is held, as many new addresses wrote "
                    "(see listbot outbox list)"
                )
                for n in NUMBERS
            ),
            count=37,
            at=NOW + timedelta(hours=1),
        ),
    ),
}


@cache
def composer(archive: str, has_pages: bool = False) -> Composer:
    """Return a composer with the shipped templates, made once because compiling them is slow."""
    pages = (PAGES, frozenset({LIST})) if has_pages else ("", frozenset[str]())
    return Composer(TEMPLATES, BOT, {LIST: archive}, KEY, *pages)


PAGED = {
    **{
        name: sample_order(*SHOWN[name])
        for name in ("M1-silence", "M5-passed", "M6-cancelled", "M7-passed", "M23-corrected")
    },
    "M13-busy": RECAPS_SHOWN["M13-busy"],
}
"""Letters that link to the public pages where there are some."""

APPROVALS = (
    "M39-one",
    "M39-several",
    "M40-done",
    "M40-unknown",
    "M40-several-unknown",
    "M40-unclear",
)

ORDERS: Mapping[str, LetterOrder] = {
    **{name: sample_order(*sample) for name, sample in SHOWN.items()},
    **DESK_SHOWN,
    **DIGESTS_SHOWN,
    **RECAPS_SHOWN,
    **RECORDS_SHOWN,
    **dict(zip(APPROVALS, APPROVAL_ORDERS, strict=True)),
    "A2-round-trip": ROUND_TRIP,
    "A2-by-nobody": BY_NOBODY,
    **{f"{name}-with-pages": order for name, order in PAGED.items()},
}
"""Each letter shown, by the name of its golden file."""


def shown(name: str) -> Letter:
    """Return the letter of a golden file."""
    order = ORDERS[name]
    made_by = composer(ARCHIVE, name.endswith("-with-pages"))
    return made_by.compose(order, SUPPORT if name in DESK_SHOWN else LIST, NOW)


def composed(kind: LetterKind, facts: Facts, archive: str = ARCHIVE) -> Letter:
    """Return the letter made from these facts."""
    return composer(archive).compose(sample_order(kind, facts), LIST, NOW)
