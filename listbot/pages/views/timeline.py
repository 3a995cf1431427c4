"""What happened to a vote, step by step, in the order of time. Pure; never fails.

An act that the rule did not allow, or that came too late, is shown as the wish that it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from listbot.letters.units import when
from listbot.model.case import OpenCase
from listbot.model.proposal import Act, Proposal, State, Verb
from listbot.pages.shown import NOTHING, MailLink, Shown, hide, mail_link, person
from listbot.pages.site import PublicList
from listbot.pages.views.names import Names
from listbot.policies.closing_time import closing_time
from listbot.policies.describe import put_off_in_words
from listbot.policies.outcome import Outcome, acts_of

MOST_ACTS = 50
"""With more, none is tried out by itself, so that the cost stays bounded."""

_DONE = {
    Verb.CLOSES: "moved the close",
    Verb.WITHDRAW: "withdrew the proposal",
    Verb.CANCEL: "withdrew the proposal",
    Verb.CLASS: "asked for a full vote",
    Verb.EXPLAINED: "said where the reason of a -1 is",
    Verb.NO_OBJECTION: "said that a doubt is not an objection",
    Verb.LAPSE: "said that the writer of an objection is gone",
    Verb.WRONG: "reported a mistake",
    Verb.AMEND: "changed the text",
}
_TRIED = {
    Verb.CLOSES: "asked to move the close",
    Verb.WITHDRAW: "asked to withdraw the proposal",
    Verb.CANCEL: "asked to withdraw the proposal",
    Verb.CLASS: "asked for a full vote",
    Verb.AMEND: "sent a text again",
}
"""Acts that change the vote itself, if they have no effect."""


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
    names: Names,
    of_list: PublicList,
    stated: Sequence[tuple[datetime, str]],
    applied: datetime | None,
) -> tuple[Step, ...]:
    """Return the steps. `stated`: when results were posted, and under which Message-ID."""
    found = [*_of_thread(case, final, names, of_list), *_of_close(final)]
    found += [
        Step(at, Shown("corrected result posted" if n else "result posted"), NOTHING,
             mail_link(id, of_list.archive))
        for n, (at, id) in enumerate(stated)
    ]  # fmt: skip
    if applied is not None:
        found.append(Step(applied, Shown("carried out"), NOTHING))
    return tuple(sorted(found, key=lambda step: step.at))


def _of_thread(case: OpenCase, final: Outcome, names: Names, of_list: PublicList) -> Iterator[Step]:
    proposal = case.proposal
    opener = person(proposal.proposer_name, proposal.proposer)
    yield Step(proposal.opened, Shown("opened the vote"), opener,
               mail_link(proposal.id, of_list.archive))  # fmt: skip
    took_effect = effective(proposal, acts_of(case.entries))
    for entry in case.entries:
        by, mail = names.of_entry(entry), mail_link(entry.mail, of_list.archive)
        for act in entry.acts:
            yield Step(entry.received, _words(act, act in took_effect), by, mail)
        if entry.is_result:
            yield Step(entry.received, Shown("stated a result"), by, mail)
    for act in proposal.by_hand:
        yield Step(act.order[1], _words(act, act in took_effect), person(act.by))


def effective(proposal: Proposal, acts: Sequence[Act]) -> frozenset[Act]:
    """Return the acts that changed the closing time, the rule or the text when they came."""
    changing = [act for act in (*acts, *proposal.by_hand) if act.verb in _TRIED]
    if len(changing) > MOST_ACTS:
        return frozenset(changing)
    changing.sort(key=lambda act: (act.order[1], act.order))
    hand = frozenset(proposal.by_hand)
    found: list[Act] = []
    before = closing_time(_with_hand(proposal, ()), ())
    for number, act in enumerate(changing, 1):
        known = changing[:number]
        plain = [each for each in known if each not in hand]
        now = closing_time(_with_hand(proposal, [e for e in known if e in hand]), plain)
        if now != before:
            found.append(act)
        before = now
    return frozenset(found)


def _with_hand(proposal: Proposal, acts: Sequence[Act]) -> Proposal:
    return replace(proposal, by_hand=tuple(acts))


def _words(act: Act, took_effect: bool) -> Shown:
    if act.verb in _TRIED and not took_effect:
        words = f"{_TRIED[act.verb]}, without effect"
    else:
        words = _DONE[act.verb]
    if act.verb is Verb.CLOSES and act.closes is not None:
        words = f"{words}: {when(act.closes)}"
    if act.verb is Verb.CLASS and act.policy is not None:
        words = f"{words}, by the rule {act.policy.name}"
    said = act.reason or (act.argument if act.verb is Verb.WRONG else "")
    return hide(f"{words}: {said}" if said else words)


def _of_close(final: Outcome) -> Iterator[Step]:
    for each in final.put_offs:
        yield Step(each.at, hide(put_off_in_words(each, final.policy)), NOTHING)
    is_over = final.state not in (State.OPEN, State.CANCELLED)
    if is_over and final.closes is not None:
        yield Step(final.closes, Shown(f"closed: {final.state}"), NOTHING)
