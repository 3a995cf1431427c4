"""Letters about decision records, as full as they can be.

All of it is made up.
"""

from datetime import timedelta

from listbot.letters.facts.amended import TextChange
from listbot.letters.facts.decisions import Final, HintFacts, Notice, RecordsFacts
from listbot.letters_check.vote_samples import NOW
from listbot.model.order import Facts, LetterKind, LetterOrder

ANNOUNCE = "project@example.org"
TITLE = "Mail moves to the new host"
TEXT = """\
Context: the disk will be full by November, and the host is out of support.

Decision: we move lists and aliases to mx2, and keep Mailman.

Consequences: no mail for two hours on the day; the old host is retired."""

NOTICE = Notice(
    key="ADR-7",
    title=TITLE,
    author="Ana Ruiz",
    paragraphs=tuple(TEXT.split("\n\n")),
    link="",
    mail="<adr7@example.org>",
    at=NOW,
    earliest=NOW + timedelta(days=14),
    days=14,
    emergency=False,
    supersedes=("ADR-3",),
)
EMERGENCY = Notice(
    key="ADR-8",
    title="The mirror was taken off the net",
    author="Ravi Menon",
    paragraphs=(),
    link="https://wiki.example.org/adr/8",
    mail="<adr8@example.org>",
    at=NOW,
    earliest=NOW,
    days=0,
    emergency=True,
    supersedes=(),
)
FINAL = Final(
    key="ADR-7",
    title=TITLE,
    link="",
    mail="<adr7v4@example.org>",
    version=4,
    published=NOW,
    earliest=NOW + timedelta(days=14),
    days=14,
    changes=(
        TextChange("", "The DKIM keys are copied."),
        TextChange("No mail for two hours.", "No mail for one hour."),
        TextChange("The old host is kept.", ""),
    ),
    more=2,
    objections=("Lena Ott",),
)
UNCHANGED = Final(
    key="ADR-9",
    title="A second resolver",
    link="",
    mail="<adr9@example.org>",
    version=1,
    published=NOW,
    earliest=NOW,
    days=0,
    changes=(),
    more=0,
    objections=(),
)
HINT = HintFacts("ADR-7", TITLE, ("Context", "Consequences"))


def _order(kind: LetterKind, facts: Facts, to: str) -> LetterOrder:
    return LetterOrder(
        kind=kind,
        cause=f"{to} sample",
        facts=facts,
        to_list=False,
        recipients=(to,),
        reply_to_mail="<adr7@example.org>" if kind is LetterKind.RECORD_HINT else None,
        subject=f"[ADR] {TITLE}",
    )


DECISION_ORDERS: tuple[LetterOrder, ...] = (
    _order(LetterKind.RECORD_NOTICE, RecordsFacts((NOTICE,), ()), ANNOUNCE),
    _order(LetterKind.RECORD_NOTICE, RecordsFacts((EMERGENCY,), ()), ANNOUNCE),
    _order(LetterKind.RECORD_NOTICE, RecordsFacts((NOTICE, EMERGENCY), (UNCHANGED,)), ANNOUNCE),
    _order(LetterKind.RECORD_FINAL, RecordsFacts((), (FINAL,)), ANNOUNCE),
    _order(LetterKind.RECORD_FINAL, RecordsFacts((), (UNCHANGED,)), ANNOUNCE),
    _order(LetterKind.RECORD_FINAL, RecordsFacts((), (UNCHANGED, FINAL)), ANNOUNCE),
    _order(LetterKind.RECORD_HINT, HINT, "ana@example.org"),
)
