"""A Tracker for the issues of one project.

The label of a request ends the issue's description, that of an answer its note, and that of a file
is the file's description. Redmine answers 204 to an edit that it has not made, because of a missing
right or an unknown value, so every edit is read back. Issues are ours if our account has made them;
only of those are changes read.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from listbot.errors import TrackerDenied, TrackerGone, TrackerRefused, TrackerTooLong
from listbot.model.desk.ticket import Field, Priority, Status
from listbot.trackers import (
    Changes,
    Checked,
    Comment,
    Contact,
    Edit,
    Enclosure,
    Request,
    Seen,
    View,
)
from listbot.trackers.answers import EPOCH, items, moment, part, text
from listbot.trackers.http import Client
from listbot.trackers.redmine import news
from listbot.trackers.redmine.checking import lacks
from listbot.trackers.redmine.news import number_of
from listbot.trackers.redmine.people import People
from listbot.trackers.redmine.site import RedmineSite, since, step_of
from listbot.trackers.redmine.words import (
    Step,
    label_of,
    mark,
    priority_of,
    quoted,
    rank_for,
    status_of,
    title,
)
from listbot.trackers.tables import unknown_names

AT_ONCE = 200  # issues whose history is read by one look

log = logging.getLogger(__name__)


class RedmineTracker:
    """Tickets as issues."""

    name = "redmine"

    def __init__(
        self,
        client: Client,
        project: str,
        kind: str = "Support",
        statuses: Mapping[str, Status] | None = None,
        transitions: Mapping[Status, str] | None = None,
        accounts: Sequence[tuple[str, str]] = (),
        public: bool = True,
    ) -> None:
        """`kind`: the tracker, as Redmine calls it; `statuses`: Redmine's name -> ours;
        `transitions`: our status -> Redmine's name; `accounts`: pairs of address and login;
        `public`: what the configuration says.
        """
        self._site = RedmineSite(client, project)
        self._kind = kind
        self._names = {name.casefold(): each for name, each in (statuses or {}).items()}
        self._steps = dict(transitions or {})
        logins = {address.casefold(): login for address, login in accounts}
        self._people = People(self._site, logins)
        self._public = public

    async def create(self, request: Request) -> str:
        """Make an issue, unless the label has one."""
        known = await self.find(request.label)
        if known:
            return known
        project = await self._site.open_project()
        kinds = {text(each, "name").casefold(): each for each in items(project, "trackers")}
        kind = kinds.get(self._kind.casefold())
        if kind is None:
            raise TrackerDenied(f"redmine: the project has no tracker {self._kind}")
        values = {
            "tracker_id": part(kind, "id"),
            "subject": title(request.title),
            "description": quoted(request.text, request.label),
        }
        try:
            return await self._site.create(values)
        except TrackerRefused as fault:
            # Without the right, Redmine says that the project is blank.
            missing = await self._missing(await self._site.account(), project)
            if missing:
                raise TrackerDenied(
                    f"redmine: no ticket was made; missing: {missing[0]}"
                ) from fault
            raise

    async def find(self, label: str) -> str | None:
        """Return the key of the issue with this label: a filter asks the database itself."""
        for each in await self._site.ours({"description": f"~{mark(label)}"}):
            if label_of(text(each, "description")) == label:
                return f"#{number_of(each, 'id')}"
        return None

    async def read(self, key: str) -> View:
        """Return the issue. Raises TrackerGone for an unknown key."""
        issue = await self._site.issue(key)
        ranks = await self._site.ranks()
        notes = (text(each, "notes") for each in items(issue, "journals"))
        return View(
            key,
            text(issue, "subject"),
            status_of(number_of(issue, "status", "id"), await self._site.steps(), self._names),
            await self._people.shown(number_of(issue, "assigned_to", "id")),
            priority_of(number_of(issue, "priority", "id"), ranks),
            False,  # who sees an issue is the project's setting
            "",
            moment(issue, "created_on"),
            tuple(number_of(each, "id") for each in items(issue, "watchers")),
            tuple(text(each, "filename") for each in items(issue, "attachments")),
            tuple(each for each in notes if each),
        )

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Set a field. Raises TrackerGone, and TrackerRefused for what Redmine does not take."""
        issue = await self._site.issue(key)
        try:
            match edit.field:
                case Field.STATUS:
                    step = await self._step(issue, Status(edit.value))
                    await self._set(key, issue, "status", step)
                case Field.PRIORITY:
                    ranks, wished = await self._site.ranks(), Priority(edit.value)
                    now = number_of(issue, "priority", "id")
                    is_there = priority_of(now, ranks) is wished
                    await self._set(
                        key, issue, "priority", now if is_there else rank_for(wished, ranks)
                    )
                case Field.ASSIGNEE:
                    await self._assign(key, issue, edit.value)
                case _:
                    raise TrackerRefused(f"redmine: {edit.field} cannot be changed here")
        except ValueError as fault:
            raise TrackerRefused(f"redmine: {fault}") from fault

    async def comment(self, key: str, comment: Comment) -> None:
        """Add a note, unless its label is there."""
        issue = await self._site.issue(key)
        if not await self._has_note(issue, comment.label):
            after = await self._site.edit(key, {"notes": quoted(comment.text, comment.label)})
            if not await self._has_note(after, comment.label):
                raise TrackerDenied(f"redmine: {key} got no note: the right to add one is missing")

    async def attach(self, key: str, file: Enclosure) -> None:
        """Attach a file whose description is its label, unless it is there."""
        issue, told = await self._site.issue(key), mark(file.label)
        if _has_file(issue, told):
            return
        token = await self._site.upload(file.name, file.type, file.data)
        upload = {
            "token": token,
            "filename": file.name,
            "content_type": file.type,
            "description": told,
        }
        after = await self._site.edit(key, {"uploads": [upload]})
        if not _has_file(after, told):
            raise TrackerDenied(f"redmine: {key} got no file: the right to add one is missing")

    async def register(self, person: Contact) -> str:
        """Return the member with this address; nobody is made a user, and nobody has to be one."""
        return await self._people.account(person.address)

    async def watch(self, key: str, account: str) -> None:
        """Make a member a watcher of the issue."""
        issue = await self._site.issue(key)
        if not account or account in _watchers(issue):
            return
        await self._site.watch(key, account)
        after = await self._site.issue(key)
        if "watchers" in after and account not in _watchers(after):
            raise TrackerRefused(f"redmine: {key} cannot be watched by the user {account}")

    async def changes(self, since: str) -> Changes:
        """Return what happened to our issues since the cursor, and once more what is no older than
        LAG.
        """
        start = news.cursor_of(since)
        found = await self._since(max(start.at - news.LAG, EPOCH))
        fresh = [each for each in found if _updated(each) > start.at]
        last = _updated(fresh[:AT_ONCE][-1]) if fresh else start.at
        now = [each for each in found if _updated(each) <= last]  # of one second all or none
        seen = await self._news_of([f"#{number_of(each, 'id')}" for each in now], start.since)
        seen.sort(key=lambda each: (each.at, len(each.id), each.id))
        since_then = start.since if len(now) < len(found) else max(last - news.LAG, EPOCH)
        return Changes(tuple(seen), str(news.Cursor(last, since_then)))

    async def check(self) -> Checked:
        """Try the key, the project, our rights there, and the names in the tables."""
        account = await self._site.account()
        found = [f"logged in as {text(account, 'login')}"]
        try:
            project = await self._site.project()
        except TrackerDenied as fault:
            return Checked(tuple(found), (str(fault),))
        found.append(f"project {text(project, 'name')}")
        names = [each.name for each in await self._site.steps()]
        missing = [
            *await self._missing(account, project),
            *unknown_names("statuses", names, self._names),
            *unknown_names("transitions", names, self._steps.values()),
        ]
        return Checked(tuple(found), tuple(missing))

    async def close(self) -> None:
        """Close the connections."""
        await self._site.close()

    async def _missing(self, account: object, project: object) -> list[str]:
        return await lacks(self._site, account, project, self._kind, self._public)

    async def _since(self, begin: datetime) -> list[Any]:
        """Return our issues that have changed since, those that changed last at the end."""
        found = await self._site.ours({"updated_on": since(begin)})
        once = {number_of(each, "id"): each for each in found}
        return sorted(once.values(), key=_updated)

    async def _news_of(self, keys: Sequence[str], begin: datetime) -> list[Seen]:
        """Return what happened to issues since."""
        found: list[tuple[str, Any, list[Any]]] = []
        for key in keys:
            try:
                issue = await self._site.issue(key)
            except TrackerGone:
                continue  # deleted, or moved elsewhere, since it was listed
            except TrackerTooLong as fault:
                log.warning("what happened to %s is not read: %s", key, fault)
                continue
            found.append((key, issue, news.journals(issue, begin)))
        if not any(notes for _, _, notes in found):
            return []
        ids = {each for _, _, notes in found for each in news.assignees(notes)}
        people = {each: await self._people.shown(each) for each in ids}
        steps, ranks = await self._site.steps(), await self._site.ranks()
        meanings, me = news.Meanings(steps, ranks, self._names, people), await self._site.me()
        return [
            seen
            for key, issue, notes in found
            for seen in news.seen_of(key, issue, notes, me, meanings)
        ]

    async def _has_note(self, issue: object, label: str) -> bool:
        """Return whether our account has written a note with this label."""
        me = await self._site.me()
        return any(
            number_of(each, "user", "id") == me and label_of(text(each, "notes")) == label
            for each in items(issue, "journals")
        )

    async def _step(self, issue: object, wished: Status) -> str:
        """Return the status to set for one of ours: its own if it means that, or if Redmine has
        none for it.
        """
        steps, now = await self._site.steps(), number_of(issue, "status", "id")
        is_now = status_of(now, steps, self._names)
        crosses = (is_now is Status.CLOSED) != (wished is Status.CLOSED)
        name = self._steps.get(wished, "")
        if is_now is wished or not (name or crosses):
            return now
        allowed = [step_of(each) for each in items(issue, "allowed_statuses")] or steps
        others = [each for each in allowed if each.id != now]
        fits = [each for each in others if self._leads(each, steps, wished, name)]
        if fits:
            return fits[0].id
        shown = ", ".join(each.name for each in others) or "none"
        raise TrackerRefused(
            f'redmine: no step leads from here to "{name or wished}"; our role may take: {shown}'
        )

    def _leads(self, step: Step, steps: Sequence[Step], wished: Status, name: str) -> bool:
        """Return whether a step is the one that the table names; or, if it names none, one that
        closes, or one that opens and has no other meaning.
        """
        if name:
            return step.name.casefold() == name.casefold()
        means = status_of(step.id, steps, self._names)
        return means is (Status.CLOSED if wished is Status.CLOSED else Status.OPEN)

    async def _assign(self, key: str, issue: object, address: str) -> None:
        account = await self._people.account(address) if address else ""
        if address and not account:
            raise TrackerRefused(
                "redmine: it shows us no member with the assignee's address; "
                "tracker.accounts can say who it is"
            )
        await self._set(key, issue, "assigned_to", account)

    async def _set(self, key: str, issue: object, name: str, value: str) -> None:
        """Give a field a value. It counts as done if somebody else has changed it since."""
        if number_of(issue, name, "id") == value:
            return
        after = await self._site.edit(key, {f"{name}_id": value})
        before = {number_of(each, "id") for each in items(issue, "journals")}
        me = await self._site.me()
        is_noted = any(
            number_of(each, "id") not in before and number_of(each, "user", "id") == me
            for each in items(after, "journals")
        )
        if number_of(after, name, "id") != value and not is_noted:
            raise TrackerDenied(f"redmine: {key} was not changed: the right to edit is missing")


def _has_file(issue: object, told: str) -> bool:
    return any(text(each, "description") == told for each in items(issue, "attachments"))


def _watchers(issue: object) -> list[str]:
    return [number_of(each, "id") for each in items(issue, "watchers")]


def _updated(issue: object) -> datetime:
    return moment(issue, "updated_on")
