"""What happened to a vote, step by step, in the order of time. Pure; never fails."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.model.case import OpenCase
from listbot.model.proposal import Act, State, Verb
from listbot.pages.shown import MailLink, Shown, hide, mail_link, person
from listbot.pages.site import PublicList
from listbot.policies.describe import put_off_in_words
from listbot.policies.outcome import Outcome

_ACTS = {
    Verb.CLOSES: "moved the close",
    Verb.WITHDRAW: "withdrew the proposal",
    Verb.CANCEL: "cancelled the vote",
    Verb.CLASS: "changed the class",
    Verb.EXPLAINED: "said that a -1 was explained",
    Verb.NO_OBJECTION: "said that a doubt was not an objection",
    Verb.LAPSE: "asked whether an objection still stands",
    Verb.WRONG: "took back how a mail was read",
    Verb.AMEND: "changed the text",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened."""

    at: datetime
    what: Shown
    by: Shown
    """A person's name; "" for the rule or the clock."""
    mail: MailLink | None = None


def steps(
    case: OpenCase,
    final: Outcome,
    of_list: PublicList,
    stated: Sequence[tuple[datetime, str]],
    applied: datetime | None,
) -> tuple[Step, ...]:
    """Return the steps. `stated`: when results were posted, and under which Message-ID."""
    found = [*_of_thread(case, final, of_list), *_of_close(final)]
    found += [
        Step(at, Shown("result posted" if not n else "corrected result posted"), Shown(""),
             mail_link(id, of_list.archive))
        for n, (at, id) in enumerate(stated)
    ]  # fmt: skip
    if applied is not None:
        found.append(Step(applied, Shown("carried out"), Shown("")))
    return tuple(sorted(found, key=lambda step: step.at))


def _of_thread(case: OpenCase, final: Outcome, of_list: PublicList) -> Iterator[Step]:
    proposal = case.proposal
    opener = person(proposal.proposer_name, proposal.proposer)
    yield Step(proposal.opened, Shown("opened the vote"), opener,
               mail_link(proposal.id, of_list.archive))  # fmt: skip
    names = {entry.author: entry.name for entry in case.entries}
    for entry in case.entries:
        for act in entry.acts:
            by = person(names.get(act.author, ""), act.author)
            yield Step(entry.received, _done(act), by, mail_link(entry.mail, of_list.archive))
    for act in proposal.by_hand:
        yield Step(act.order[1], _done(act), person(act.by, act.author))


def _done(act: Act) -> Shown:
    words = _ACTS[act.verb]
    if act.verb is Verb.CLOSES and act.closes is not None:
        words = f"{words} to {act.closes:%Y-%m-%d %H:%M} UTC"
    if act.verb is Verb.CLASS and act.policy is not None:
        words = f"{words} to {act.policy.name}"
    return hide(f"{words}: {act.reason}" if act.reason else words)


def _of_close(final: Outcome) -> Iterator[Step]:
    for each in final.put_offs:
        yield Step(each.at, hide(put_off_in_words(each, final.policy)), Shown(""))
    if final.state is not State.OPEN and final.closes is not None:
        yield Step(final.closes, Shown(f"closed: {final.state}"), Shown(""))
