"""The tracker in which the team works: what waits for it, what it did not take, whether we hear of
what happens there.
"""

from collections.abc import Iterator
from datetime import timedelta

from listbot.doctor.finding import Finding, Level
from listbot.doctor.look import LOGS, Look, many, span
from listbot.store.tracking import calls, listening
from listbot.store.tracking.listening import Heard

CONNECT = "listbot check-config --connect"
SOON = timedelta(minutes=10)  # a tracker that is busy for a minute is nobody's matter
LATE = timedelta(hours=1)  # the daemon alerts after this, too
LATELY = timedelta(days=1)


def tracker(look: Look) -> Iterator[Finding]:
    """Whether calls get through to it, and which were given up lately."""
    if look.config.tracker is None:
        return
    kind = look.config.tracker.kind
    waiting = calls.waiting(look.connection)
    if waiting.oldest is None:
        yield Finding(kind, Level.WELL, "nothing waits for the tracker")
    else:
        since = look.now - waiting.oldest
        level = Level.FAULT if since > LATE else Level.WARNING if since > SOON else Level.NOTE
        why = f": {waiting.note}" if waiting.note else ""
        verb = "waits" if waiting.number == 1 else "wait"
        what = f"{many(waiting.number, 'call')} {verb}, the oldest for {span(since)}{why}"
        yield Finding(kind, level, what, waiting.oldest, (CONNECT, LOGS))
    for ticket, note in calls.given_up(look.connection, look.now - LATELY):
        yield Finding(kind, Level.WARNING, f"{ticket}: {note}", todo=(CONNECT,))
    heard = listening.heard(look.connection)
    if heard.deaf_since is not None:
        since = look.now - heard.deaf_since
        what = f"for {span(since)} we could not see what happens there: {heard.why}"
        level = Level.FAULT if since > LATE else Level.WARNING
        yield Finding(kind, level, what, heard.deaf_since, (CONNECT, LOGS))
    if look.config.webhook is not None:
        yield _webhooks(look, kind, heard)


def _webhooks(look: Look, kind: str, found: Heard) -> Finding:
    """Whether its webhooks come, and are signed with our secret."""
    if found.forged is not None and (found.ours is None or found.ours < found.forged):
        what = (
            f"a webhook was refused {span(look.now - found.forged)} ago: it was not signed with "
            "the secret of [webhook]. If it was the tracker's, give both the same secret"
        )
        return Finding(kind, Level.WARNING, what, found.forged, (LOGS,))
    if found.ours is None:
        what = "no webhook has come yet, so what happens there is heard of by looking alone"
        return Finding(kind, Level.NOTE, what, todo=("see docs/trackers.md, Webhooks",))
    return Finding(kind, Level.WELL, f"its last webhook came {span(look.now - found.ours)} ago")
