"""The JSON of `listbot tally`, format 1. Programs read it: fields are added, never renamed."""

from collections.abc import Iterable

from listbot.model.reading import Cast, Doubt, Told
from listbot.policies.describe import put_off_in_words
from listbot.policies.fingerprints import policy_fingerprint, roster_fingerprint
from listbot.policies.items import ItemOutcome
from listbot.policies.reasons import shares_in_words
from listbot.policies.stated_results import ToldResult
from listbot.recount.cautions import before_opening, opened_twice, without_close
from listbot.recount.ledger import LedgerUse
from listbot.recount.recount import MailReading, ProposalCount, Recount
from listbot.votes.counting.counted import Electors, Unclear, Vote
from listbot.votes.counting.digest import utc

FORMAT = 1

Json = dict[str, object]


def as_json(counts: Iterable[Recount]) -> Json:
    """Return the JSON of all archives of one call."""
    return {"format": FORMAT, "archives": [_archive(count) for count in counts]}


def _archive(count: Recount) -> Json:
    return {
        "path": count.path,
        "proposals": [proposal_json(each) for each in count.proposals],
        "mails": [_mail(each) for each in count.mails],
        "ledger": _ledger(count.ledger) if count.ledger else None,
        "opened_twice": sorted({each[0].proposal.id for each in opened_twice(count.proposals)}),
        "stated_digest": count.stated.digest if count.stated else None,
    }


def _ledger(use: LedgerUse) -> Json:
    return {
        "taken": use.taken,
        "missing": list(use.missing),
        "moved": list(use.moved),
        "reworded": list(use.reworded),
    }


def proposal_json(count: ProposalCount) -> Json:
    """Return one proposal; `trial` and `simulate` print the same."""
    proposal, outcome = count.proposal, count.outcome
    tally, no_close = outcome.tally, without_close(count)
    return {
        "id": proposal.id,
        "subject": proposal.subject,
        "class": outcome.policy.name,
        "rule": outcome.rule,
        "opened": utc(proposal.opened),
        "closes": utc(outcome.closes) if outcome.closes else None,
        "usual_close": utc(no_close.usual) if no_close else None,
        "votes_after_usual_close": no_close.later if no_close else 0,
        "votes_before_opening": [vote.mail for vote in before_opening(count)],
        "outcome": outcome.state.value,
        "reason": outcome.reason,
        "counts": {"+1": tally.yes, "0": tally.zero, "-1": tally.no},
        "digest": count.digest,
        "policy": outcome.policy.id,
        "rule_fingerprint": policy_fingerprint(outcome.policy),
        "roster_fingerprint": roster_fingerprint(proposal.roster)
        if proposal.roster.members
        else None,
        "held": outcome.held,
        "advisory": outcome.advisory,
        "robust": outcome.robust,
        "electorate": _electorate(tally.electors),
        "shares": list(shares_in_words(tally, outcome.policy)),
        "items": [_item(each) for each in outcome.items],
        "put_offs": [put_off_in_words(each, outcome.policy) for each in outcome.put_offs],
        "texts": [{"mail": each.mail, "received": utc(each.received)} for each in tally.amendments],
        "votes": [vote_json(vote, proposal.id) for vote in tally.votes],
        "unclear": [unclear_json(doubt) for doubt in tally.unclear],
        "told": [_told(each) for each in count.told],
        "by_hand": [
            {"mail": each.mail, "received": utc(each.received), "act": each.act}
            for each in count.by_hand
        ],
    }


def _electorate(electors: Electors) -> Json:
    """Return how many could vote and are active voters; null where nobody knows."""
    active = None if electors.active is None else len(electors.active)
    return {"eligible": electors.eligible, "active": active}


def _item(found: ItemOutcome) -> Json:
    """Return one item, or one option of a poll, with its outcome."""
    tally = found.tally
    return {
        "item": found.item,
        "outcome": found.state.value,
        "reason": found.reason,
        "counts": {"+1": tally.yes, "0": tally.zero, "-1": tally.no},
    }


def vote_json(vote: Vote, opening: str = "") -> Json:
    """Return one vote and what became of it; `opening`: the mail with the first text, if known."""
    return {
        "voter": vote.voter,
        "name": vote.name,
        "value": vote.value,
        "item": vote.item,
        "binding": vote.binding,
        "mail": vote.mail,
        "quote": vote.quote,
        "explained": vote.explained,
        "in_words": vote.in_words,
        "received": utc(vote.received),
        "level": vote.level,
        "known_by": vote.known_by,
        "status": vote.status.value,
        "changed_from": vote.changed_from,
        "text": vote.text or opening,
        "earlier_text": vote.is_outdated,
    }


def unclear_json(doubt: Unclear) -> Json:
    """Return words that could not be tallied."""
    return {
        "voter": doubt.voter,
        "mail": doubt.mail,
        "quote": doubt.quote,
        "reason": doubt.reason,
        "value": doubt.value,
        "open": doubt.is_open,
        "unverified": doubt.is_unverified,
        "lifted_by": doubt.lift.mail if doubt.lift else None,
    }


def _told(result: ToldResult) -> Json:
    """Return a result that a person stated, and our counts at that moment."""
    tally = result.ours.tally
    return {
        "mail": result.entry.mail,
        "from": result.entry.author,
        "received": utc(result.entry.received),
        "states": [told_json(told) for told in result.entry.told],
        "counts": {"+1": tally.yes, "0": tally.zero, "-1": tally.no},
        "differs": [each.value for each in result.differences],
    }


def told_json(told: Told) -> Json:
    """Return one count that a result states; `explain` prints the same."""
    return {
        "value": told.value,
        "count": told.count,
        "binding": told.binding,
        "quote": told.quote,
        "line": told.line,
    }


def _mail(reading: MailReading) -> Json:
    return {
        "mail": reading.mail,
        "file": reading.file,
        "from": reading.author,
        "why": reading.why,
        "reading": reading.disposition.value,
        "casts": [cast_json(cast) for cast in reading.casts],
        "doubts": [doubt_json(doubt) for doubt in reading.doubts],
    }


def cast_json(cast: Cast) -> Json:
    """Return one cast; `explain` prints the same."""
    return {
        "kind": cast.kind.value,
        "value": cast.value,
        "item": cast.item,
        "quote": cast.quote,
        "in_words": cast.in_words,
        "claims_binding": cast.claims_binding,
        "line": cast.line,
        "explained": cast.explained,
    }


def doubt_json(doubt: Doubt) -> Json:
    """Return one doubt; a mail may have both casts and doubts."""
    return {"value": doubt.value, "quote": doubt.quote, "line": doubt.line, "reason": doubt.reason}
