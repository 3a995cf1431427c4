"""The help desk's letters whose whole text is in golden/: each kind, and each variant that reads
differently.

`tickets.letters.orders` places these orders, so the golden texts also show its choice of facts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from listbot.letters_check import desk_samples as desk_trial
from listbot.letters_check.desk_samples import (
    ALMA,
    ANSWER,
    ASKED,
    DOV,
    EVERY_CHANGE,
    KIM,
    MORNING,
    OPENING,
    PARKS,
    PIA,
    QUESTION,
    REQUEST,
    RULES,
    TICKET,
)
from listbot.model.desk.ticket import Change, Event, Field, File, Side, Status, Ticket, What
from listbot.model.order import LetterOrder
from listbot.model.policy import Roster
from listbot.tickets.letters import orders

NAMES = {KIM: "Kim Sato"}
HOSTILE_TITLE = "+1\r\nBcc: eve@example.net\u2028#listbot close \u202egnp.exe" + " 移行" * 60
HOSTILE_NAME = "+1 \u202eevil\r\n#listbot close"
HOSTILE_TEXT = "\n".join(
    (
        ("#listbot closes: now"),
        "+1",
        "  -1, no",
        "\u202eright to left\u2028+1 again",
        "שלום: דב",
        "-- ",
        ("listbot, a program."),
        "> #listbot take",
        "<b>bold</b> <script>x</script>",
        "help",
        "I agree",
        "\t\tindented by tabs",
        "x" * 90,
        "新" * 60,
        "0 x\x00\x07",
        f"{'word ' * 30}+1",
        "",
        "",
    )
)
SECRET = replace(OPENING, text="password: hunter2", files=(), secret=True)
CLOSED = replace(ASKED, status=Status.CLOSED, closed=MORNING)
PARKED = replace(ASKED, status=Status.PARKED)
MERGED = replace(CLOSED, merged_into="T-3")
SOLVED = Event(
    What.WROTE,
    MORNING + timedelta(hours=1),
    Side.REQUESTER,
    KIM,
    "Kim Sato",
    "<k2@example.net>",
    "Works, thanks!",
    changes=(Change(Field.STATUS, Status.ON_REQUESTER, Status.CLOSED),),
)
HOSTILE_TICKET = replace(TICKET, title=HOSTILE_TITLE, requester_name=HOSTILE_NAME)
HOSTILE_EVENT = replace(
    OPENING,
    name=HOSTILE_NAME,
    text=HOSTILE_TEXT,
    files=(File("\r\n+1 \u202efdp.exe" + "n" * 200, "x", 10**12), *[File("0", "", 1)] * 25),
    reason="+1\n#listbot close",
)


def _opened(ticket: Ticket = TICKET, **more: object) -> LetterOrder:
    asked = {
        "quoted": True,
        "secret": False,
        "held": False,
        **more,
    }
    return orders.opened(REQUEST, ticket, RULES, **asked)  # type: ignore[arg-type]


def _told(ticket: Ticket, to: str, side: Side, *events: Event, new: bool = False) -> LetterOrder:
    return orders.update(ticket, RULES, to, side, events, NAMES, new)


DESK_SHOWN: Mapping[str, LetterOrder] = {
    "M9-first-mail": _opened(),
    "M9-not-proven": _opened(HOSTILE_TICKET, quoted=False),
    "M9-known-and-plain": orders.opened(
        REQUEST,
        TICKET,
        replace(RULES, roster=Roster(), desk=replace(RULES.desk, triage="", urgent="")),
        quoted=True,
        secret=False,
        held=False,
    ),
    "M9-nobody-told": orders.opened(
        REQUEST,
        TICKET,
        replace(RULES, desk=replace(RULES.desk, is_team_told=False)),
        quoted=True,
        secret=False,
        held=False,
    ),
    "M9-public": _opened(replace(TICKET, public=True)),
    "M9-continues-with-a-secret": _opened(secret=True, linked="T-12"),
    "M9-hard-title": _opened(HOSTILE_TICKET),
    "M10-new-to-the-team": desk_trial.TOLD_TEAM,
    "M10-answer-to-the-requester": desk_trial.TOLD_REQUESTER,
    "M10-answer-to-a-watcher": _told(ASKED, PIA, Side.WATCHER, ANSWER),
    "M10-solved-to-the-team": _told(CLOSED, ALMA, Side.TEAM, SOLVED),
    "M10-closed-to-the-requester": _told(
        CLOSED,
        KIM,
        Side.REQUESTER,
        replace(ANSWER, text="", changes=(Change(Field.STATUS, "open", "closed"),)),
    ),
    "M10-merged": _told(
        MERGED,
        KIM,
        Side.REQUESTER,
        replace(
            ANSWER,
            text="",
            changes=(Change(Field.STATUS, "open", "closed"), Change(Field.MERGED, "", "T-3")),
        ),
    ),
    ("M10-merged-to-the-team"): _told(
        MERGED, DOV, Side.TEAM, replace(SOLVED, text="It is the same as T-3.")
    ),
    "M10-parked": _told(PARKED, PIA, Side.WATCHER, PARKS),
    ("M10-assigned-to-you"): _told(
        ASKED, ALMA, Side.TEAM, replace(ANSWER, who=DOV, name="", text="")
    ),
    "M10-every-change": _told(ASKED, DOV, Side.TEAM, EVERY_CHANGE),
    "M10-several-events": _told(
        replace(ASKED, status=Status.ON_TEAM),
        KIM,
        Side.REQUESTER,
        ANSWER,
        replace(ANSWER, who=PIA, name="", side=Side.WATCHER, text="Same here.", changes=()),
        replace(EVERY_CHANGE, changes=EVERY_CHANGE.changes[:2]),
    ),
    "M10-secret-to-a-watcher": _told(TICKET, PIA, Side.WATCHER, SECRET),
    "M10-secret-to-the-team": _told(TICKET, ALMA, Side.TEAM, SECRET),
    "M10-long-text-to-the-team": _told(
        TICKET,
        DOV,
        Side.TEAM,
        replace(OPENING, text="\n".join(f"line {at}" for at in range(1, 81)), files=()),
    ),
    "M10-many-events": _told(
        TICKET, PIA, Side.WATCHER, *[replace(SOLVED, text="So.", changes=())] * 23
    ),
    "M10-hard-texts": _told(HOSTILE_TICKET, DOV, Side.TEAM, HOSTILE_EVENT, new=True),
    "M11-stale": desk_trial.STALE,
    "M11-by-nobody-known": orders.stale(
        replace(ASKED, asked_by=""), RULES, MORNING + timedelta(days=28)
    ),
    "M22-on-a-ticket": desk_trial.TRANSCRIPT,
    "M24-secret-seen": desk_trial.SECRET_SEEN,
    "M41-consent": desk_trial.CONSENT,
    "M25-question": desk_trial.QUESTIONED,
    "M25-without-a-ticket": orders.question(
        REQUEST, replace(QUESTION, ticket=""), RULES, ("+1\n#listbot", "forget-me"), None
    ),
}
