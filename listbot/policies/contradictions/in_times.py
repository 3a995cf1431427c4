"""Windows, moved closes and early closes that contradict each other. Pure; never fails."""

from collections.abc import Iterator
from datetime import timedelta

from listbot.model.policy import EarlyClose, Electorate, Policy, Who
from listbot.policies.contradictions.found import Contradiction
from listbot.policies.early_close import BETWEEN_LOOKS, MOST_LOOKS

_Found = Iterator[Contradiction]


def in_times(policy: Policy) -> _Found:
    """Yield what is wrong with the times of a rule."""
    if policy.window < policy.min_window:
        yield Contradiction(
            "window", "is shorter than min_window; change one of them", ("min_window",)
        )
    if not policy.window:
        yield Contradiction("window", 'is too short for anybody to vote in; write "72h"')
    if policy.extenders is Who.NOBODY and policy.extensions:
        yield Contradiction(
            "extensions", "never applies, since nobody may move the close", ("extenders",)
        )
    if policy.extenders is not Who.NOBODY and policy.extensions == 0:
        what = 'is 0; to forbid moving the close, set extenders = "nobody"'
        yield Contradiction("extensions", what)
    if policy.early_close is EarlyClose.NEVER:
        yield from _without_early_close(policy)
    else:
        yield from _in_early_close(policy)


def _without_early_close(policy: Policy) -> _Found:
    what = "never applies, since the vote does not close early; leave it out"
    if policy.min_open:
        yield Contradiction("min_open", what, ("early_close",))
    if policy.early_hold:
        yield Contradiction("early_hold", what, ("early_close",))


def _in_early_close(policy: Policy) -> _Found:
    if policy.silence:
        what = 'is not for a silence, which lasts until its close; write "never"'
        yield Contradiction("early_close", what, ("silence",))
    if policy.early_close is not EarlyClose.PASSED and policy.electorate is Electorate.EVERYONE:
        what = 'cannot know who of everyone has yet to vote; set electorate = "roster"'
        yield Contradiction("early_close", what, ("electorate",))
    for key in ("min_open", "min_window", "early_hold"):
        span = getattr(policy, key)
        if span >= policy.window > timedelta():
            what = "is not shorter than window, so the vote never closes early; change one"
            yield Contradiction(key, what, ("early_close", "window"))
            return
    if not _has_a_look(policy):
        what = (
            "never comes before the close: the vote is looked at once a day, for 60 days, from the "
            "opening on if there is an early_hold, else from min_open on; give it a longer window"
        )
        yield Contradiction("early_close", what, ("early_hold", "min_open", "window"))


def _has_a_look(policy: Policy) -> bool:
    """Whether a vote of the usual length is looked at when it may close early."""
    allowed = max(policy.min_open, policy.min_window)
    start = timedelta() if policy.early_hold else allowed
    looks = (start + number * BETWEEN_LOOKS for number in range(MOST_LOOKS))
    return any(max(allowed, policy.early_hold) <= look < policy.window for look in looks)
