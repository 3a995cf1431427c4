"""What follows from acts: further acts, letters, questions, and when to look again. Pure."""

from dataclasses import replace

from listbot.model.records.acts import RecordVerb
from listbot.records.affairs.announcing import at_once
from listbot.records.affairs.departing import AGAIN, departures
from listbot.records.following import following
from listbot.records.people import Known
from listbot.records.steps import Noticed, sooner, sum_of


def with_consequences(found: Noticed, known: Known, nonce: str) -> Noticed:
    """Return what was found with everything that follows. `known` is the record before it, and
    nobody can guess `nonce`.
    """
    if not found.acts:
        return found
    now = known.after(found.acts)
    more = (*departures(found.acts, now), *at_once(found.acts, now))
    acts = (*found.acts, *more)
    asked = (each.at + AGAIN for each in more if each.verb is RecordVerb.DEPARTURE_ASKED)
    whole = replace(found, acts=acts, look=sooner(found.look, min(asked, default=None)))
    return sum_of((whole, following(acts, now.after(more), nonce)))
