"""Reads one mail of a proposal's thread and makes it an entry of the tally. Pure.

The daemon and the recount share this code, which makes a count verifiable: `listbot tally` reads
each mail of the archive as the daemon did.
"""

from dataclasses import dataclass, replace

from listbot.commands.run_lines import NO_COMMANDS, Session
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.disposition import Disposition
from listbot.model.proposal import Act, Entry
from listbot.model.reading import Parent, Reading, ThreadView
from listbot.proposals import commands
from listbot.proposals.acts import acts_of, is_proposer
from listbot.votes.counting.tally import has_voted
from listbot.votes.counting.turns import in_order
from listbot.votes.counting.voters import voters_of
from listbot.votes.opening.wording import amended_text
from listbot.votes.reading.reading import read_votes
from listbot.votes.reading.told import told_in
from listbot.votes.text.findings import MAY_VOTE

HAS_VOTED = "a remark; its writer has voted before"
EXPLAINS = "gives a reason for an earlier -1"
WORDS_SHOWN = 16  # hex digits of the digest of own words that an entry keeps


@dataclass(frozen=True, slots=True)
class Heard:
    """One mail, read."""

    reading: Reading
    session: Session
    """The results of its command lines."""
    acts: tuple[Act, ...] = ()


def hear(mail: Mail, case: Case) -> Heard:
    """Read a mail with what is known of its thread; without a proposal, on its own."""
    amends = amended_text(mail.body) is not None and is_proposer(mail, case)
    view = _of_new_text(view_of(mail, case)) if amends else view_of(mail, case)
    reading = _beside_earlier(read_votes(mail, view), mail, case)
    acts = () if amends else acts_of(mail, reading, case)
    session = NO_COMMANDS
    if reading.commands:
        session = commands.run(reading.commands, mail, case)
        acts += session.acts
    return Heard(reading, session, tuple(replace(act, answers=mail.references) for act in acts))


def _of_new_text(view: ThreadView) -> ThreadView:
    """A new text is read as an opening is. It repeats most of the earlier one without marks; all of
    it is the proposer's."""
    return replace(
        view,
        answers_opening=True,
        parent=Parent.UNKNOWN,
        earlier_lines=frozenset(),
        earlier_texts=(),
        opens=True,
    )


def _beside_earlier(reading: Reading, mail: Mail, case: Case) -> Reading:
    """A mail that only gives the reason for its author's earlier -1 is not a vote, but makes that
    one count; let its `why` say so. A brief remark of somebody who has voted is a remark."""
    brief = [doubt.reason for doubt in reading.doubts] == [MAY_VOTE]
    is_remark = reading.disposition is Disposition.NOT_A_VOTE and reading.reasoned
    if case.proposal is None or not (brief or is_remark):
        return reading
    earlier, _ = around(mail, case)
    if brief:
        voters = voters_of(case.proposal, frozenset())
        if not has_voted(earlier, voters):
            return reading
        reading = replace(reading, disposition=Disposition.NOT_A_VOTE, why=HAS_VOTED, doubts=())
    casts = [cast for entry in earlier for cast in entry.casts]
    is_reason = reading.reasoned and casts and casts[-1].is_bare
    return replace(reading, why=EXPLAINS) if is_reason else reading


def around(mail: Mail, case: Case) -> tuple[list[Entry], list[Entry]]:
    """Return the author's other mails in the case's proposal, in order: before this one, and
    after.
    """
    assert case.proposal is not None
    this = entry_of(mail, Reading(Disposition.NOT_A_VOTE, ""))
    own = in_order((*case.own, this), voters_of(case.proposal, frozenset()))
    at = next(index for index, entry in enumerate(own) if entry is this)
    return own[:at], own[at + 1 :]


def view_of(mail: Mail, case: Case) -> ThreadView:
    """Return what the reader may know of a mail's thread."""
    if case.proposal is None:
        return ThreadView()
    return ThreadView(
        title=case.proposal.title,
        proposer=case.proposal.proposer,
        answers_opening=case.parent_opens,
        parent=case.parent,
        silent=case.proposal.policy.silence,
        earlier_lines=case.earlier_lines,
        earlier_texts=case.earlier_texts,
        proposer_name=case.proposal.proposer_name,
        opens=case.proposal.id == mail.message_id,
    )


def entry_of(
    mail: Mail,
    reading: Reading,
    acts: tuple[Act, ...] = (),
    proposes: bool = False,
    late_arrival: bool = False,
) -> Entry:
    """Return a mail as the tally needs it."""
    return Entry(
        mail=mail.message_id,
        author=mail.author.address,
        name=mail.author.name,
        level=mail.author.level,
        effective=mail.effective,
        received=mail.received,
        casts=reading.casts,
        doubts=reading.doubts,
        acts=acts,
        reasoned=reading.reasoned,
        agrees=reading.agrees,
        asks=reading.asks,
        is_content=reading.is_content,
        told=told_in(mail.body) if reading.disposition is Disposition.RESULT else (),
        is_result=reading.disposition is Disposition.RESULT,
        proposes=proposes,
        late_arrival=late_arrival,
        answers=mail.references,
        words=mail.words_digest[:WORDS_SHOWN],
        known_by=mail.known_by,
    )
