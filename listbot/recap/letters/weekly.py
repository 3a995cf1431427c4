"""The order of the weekly recap: which values it shows, and in which part. Pure; the words are in
the templates.

Nothing is said twice: a proposal that waits for reactions is not listed again as an open vote, a
ticket that nobody has taken has one line, and a closed one in the log is not named again. Each part
is limited, so that thirty seconds are enough to read it and no week makes a mail too big to send.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from listbot.letters.facts.recap import (
    DecidedFacts,
    DeskFacts,
    DoneFacts,
    FoldedFacts,
    PersonFacts,
    RecapFacts,
    RecordFacts,
    Rows,
    Untaken,
)
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.weekly.recap import (
    Decided,
    DeskWeek,
    Folded,
    LogLine,
    PersonLine,
    Recap,
    RecordLine,
    TicketLine,
)

MOST_ROWS = 20  # of one part; nobody reads more than a screenful
MOST_PEOPLE = 10  # lines about them
MOST_MEETINGS = 4  # lines about them
LEAST_RECORDS = 3  # however many votes stand above them
MOST_STARTERS = 5  # enough for newcomers to choose from
MOST_LOGGED = 40  # lines of the work log, which is the last to be cut


def weekly(recap: Recap) -> LetterOrder:
    """M13: one list's recap. Once per list and week; it starts a new thread."""
    return LetterOrder(
        kind=LetterKind.RECAP,
        cause=recap.rules.address,
        facts=facts_of(recap),
        to_list=True,
        recipients=(),
        reply_to_mail=None,
        period=recap.week.period,
    )


def facts_of(recap: Recap) -> RecapFacts:
    """Return the parts of a recap that the letter shows."""
    quiet = {vote.number for vote in recap.quiet}
    zone = recap.rules.recap.zone
    records = max(LEAST_RECORDS, MOST_ROWS - len(recap.decided))
    answered = tuple(vote for vote in recap.votes if vote.number not in quiet)
    return RecapFacts(
        name=recap.rules.address.partition("@")[0],
        period=recap.week.period,
        week=recap.week.number,
        first_week=recap.since.number,
        first=recap.since.monday,
        last=recap.week.monday + timedelta(days=6),
        catches_up=recap.since.monday != recap.week.monday,
        is_first=recap.is_first,
        sentence=recap.sentence,
        votes=Rows.of(answered, MOST_ROWS),
        untaken=_untaken(recap.desk.nobodys) if recap.desk else (),
        quiet=Rows.of(recap.quiet, MOST_ROWS),
        open_votes=len(answered) + len(recap.quiet),
        decided=Rows.of(tuple(_decided(each) for each in recap.decided), MOST_ROWS),
        ended=len(recap.decided),
        desk=_desk(recap.desk, recap.log) if recap.desk else None,
        log=Rows.of(tuple(_done(line, zone) for line in recap.log), MOST_LOGGED),
        folded=Rows.of(tuple(_folded(post, zone) for post in recap.folded), MOST_ROWS),
        topics=Rows.of(recap.topics, MOST_ROWS),
        hellos=Rows.of(recap.hellos, MOST_ROWS),
        starters=Rows.of(recap.starters, MOST_STARTERS),
        meetings=recap.meetings[:MOST_MEETINGS],
        records=Rows.of(tuple(_record(line, zone) for line in recap.records), records),
        people=Rows.of(tuple(_person(line, zone) for line in recap.people), MOST_PEOPLE),
    )


def _record(line: RecordLine, zone: str) -> RecordFacts:
    return RecordFacts(line.what, line.key, line.title, line.mail, _local(line.at, zone))


def _untaken(tickets: tuple[TicketLine, ...]) -> tuple[Untaken, ...]:
    """Return one row for each public ticket, and one for all the private ones."""
    private = [ticket for ticket in tickets if not ticket.title]
    public = tuple(Untaken(each.key, each.title, each.days) for each in tickets if each.title)
    if not private:
        return public
    keys = ", ".join(each.key for each in private)
    return (*public, Untaken(keys, "", max(each.days for each in private), len(private) > 1))


def _decided(vote: Decided) -> DecidedFacts:
    signs = vote.counts.split("/")
    is_counted = len(signs) == 3 and all(sign.isdecimal() for sign in signs)
    yes, zero, no = (int(sign) for sign in signs) if is_counted else (None, None, None)
    return DecidedFacts(vote.number, vote.title, vote.state, yes, zero, no, vote.counts, vote.mail)


def _desk(desk: DeskWeek, log: tuple[LogLine, ...]) -> DeskFacts:
    told = {line.ticket for line in log if not line.number}
    above = {line.key for line in desk.nobodys}
    return DeskFacts(
        open=desk.open,
        change=desk.open - desk.before,
        opened=desk.opened,
        closed=len(desk.closed),
        keys=Rows.of(tuple(key for key in desk.closed if key not in told), MOST_ROWS),
        parked=desk.parked,
        oldest_days=desk.oldest_days,
        lines=tuple(line for line in desk.lines if line.key not in above),
        first_answer_hours=desk.first_answer_hours,
    )


def _done(line: LogLine, zone: str) -> DoneFacts:
    """Return a line of the log; one without a number is a closed ticket and shows its key."""
    done = DoneFacts(
        key=f"L-{line.number}" if line.number else line.ticket,
        closed=not line.number,
        day=_local(line.at, zone),
        text=line.text,
        name=line.name,
        ticket=line.ticket if line.number else "",
        struck=line.struck,
        embargoed=line.embargoed,
    )
    return replace(done, text="", name="", ticket="") if line.embargoed else done


def _person(line: PersonLine, zone: str) -> PersonFacts:
    return PersonFacts(line.what, line.name, line.project, _local(line.at, zone))


def _folded(post: Folded, zone: str) -> FoldedFacts:
    return FoldedFacts(_local(post.made, zone), post.subject, post.text)


def _local(moment: datetime, zone: str) -> date:
    """Return the day in the list's time zone: Monday in Auckland may still be Sunday in UTC."""
    return moment.astimezone(ZoneInfo(zone)).date()
