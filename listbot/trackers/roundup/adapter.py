"""A Tracker for Roundup.

A request is an issue with one message, an answer a message of it. Their labels are the messages'
Message-IDs, that of a file is in its name. A message and a file are made first and joined to their
issue by a second request, so each may be there already when a call is repeated. Issues are ours if
our account has made them; only of those are changes read.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from listbot.errors import TrackerDenied, TrackerGone, TrackerRefused, TrackerUnavailable
from listbot.model.desk.ticket import Change, Field, Priority, Status
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
from listbot.trackers.answers import EPOCH, items, text
from listbot.trackers.http import Client
from listbot.trackers.roundup.news import (
    Cursor,
    Mark,
    differences,
    id_of,
    mark_of,
    messages,
    read_cursor,
    write_cursor,
)
from listbot.trackers.roundup.own import Own
from listbot.trackers.roundup.site import RoundupSite, moment, stamp
from listbot.trackers.roundup.words import CLOSES, NAMES, OPENS, priority_of, status_of
from listbot.trackers.tables import unknown_names

LAG = timedelta(seconds=60)  # a change may become visible so long after the time it bears
LONGEST_TITLE = 250  # characters
TRIES = 3  # at an issue that somebody else changes in the same moment
KNOWN = 1000  # people who are remembered
MOST_MESSAGES = 100  # new ones of an issue that are read by one look


class RoundupTracker:
    """Tickets as items of one class."""

    name = "roundup"

    def __init__(
        self,
        client: Client,
        kind: str = "issue",
        user: str = "listbot",
        statuses: Mapping[str, Status] | None = None,
        transitions: Mapping[Status, str] | None = None,
    ) -> None:
        """`kind`: the class of the tickets; `user`: our account; `statuses`: Roundup's name ->
        ours; `transitions`: our status -> Roundup's name.
        """
        self._site = RoundupSite(client, kind, user)
        self._kind = kind
        self._user = user
        self._names = {name.casefold(): each for name, each in (statuses or {}).items()}
        self._steps = dict(transitions or {})
        self._people: dict[str, tuple[str, str]] = {}
        """User's id -> address and name, as far as we may see them."""
        self._own = Own()

    async def create(self, request: Request) -> str:
        """Make an issue, unless the label has one."""
        known = await self._labelled(request.label)
        for each in known:
            for issue in await self._site.holding(each):
                return self._site.key(text(issue, "id"))
        title = " ".join(request.title.split())[:LONGEST_TITLE] or "(no subject)"
        message = known[0] if known else await self._write(request.label, request.text, request.at)
        key = await self._site.make_issue(title, message)
        self._own.made(self._site.number(key), mark_of(await self._site.issue(key)))
        return key

    async def find(self, label: str) -> str | None:
        """Return the key of the issue whose message has this label."""
        for each in await self._labelled(label):
            for issue in await self._site.holding(each):
                return self._site.key(text(issue, "id"))
        return None

    async def read(self, key: str) -> View:
        """Return the issue. Raises TrackerGone for an unknown key."""
        issue = await self._site.issue(key)
        later = messages(issue)[1:]  # the first one is the request
        said = [await self._site.item("msg", str(each)) for each in later]
        return View(
            key,
            text(issue, "title"),
            status_of(text(issue, "status", "name"), self._names),
            await self._person(text(issue, "assignedto", "id")),
            priority_of(text(issue, "priority", "name")),
            False,  # who sees an issue is the tracker's setting
            "",
            moment(issue, "creation"),
            tuple(text(each, "id") for each in items(issue, "nosy")),
            tuple(text(each, "name") for each in items(issue, "files")),
            tuple(text(each, "content") for each in said),
        )

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Set a field. Raises TrackerGone, and TrackerRefused for what Roundup does not take."""
        issue = await self._site.issue(key)
        try:
            if edit.field is Field.STATUS:
                step = self._step(text(issue, "status", "name"), Status(edit.value))
                await self._set(key, "status", step)
                return
            if edit.field is Field.PRIORITY:
                wished = Priority(edit.value)
                is_there = priority_of(text(issue, "priority", "name")) is wished
                await self._set(key, "priority", "" if is_there else NAMES[wished])
                return
        except ValueError as fault:
            raise TrackerRefused(f"roundup: {fault}") from fault
        if edit.field is not Field.ASSIGNEE:
            raise TrackerRefused(f"roundup: {edit.field} cannot be changed here")
        account = await self._account(edit.value) if edit.value else ""
        if edit.value and not account:
            raise TrackerRefused("roundup: it shows us no user with the assignee's address")
        if text(issue, "assignedto", "id") != account:
            # To nobody: an empty text. A null is answered with 200, and changes nothing.
            await self._edit(key, "replace", "assignedto", account)

    async def comment(self, key: str, comment: Comment) -> None:
        """Add a message, unless its label is there."""
        known = set(messages(await self._site.issue(key)))
        there = await self._labelled(comment.label)
        if any(int(each) in known for each in there):
            return
        message = there[0] if there else await self._write(comment.label, comment.text, comment.at)
        await self._edit(key, "add", "messages", [message])

    async def attach(self, key: str, file: Enclosure) -> None:
        """Attach a file under a name that begins with its label, unless it is there."""
        name = f"{file.label[-8:]}-{file.name}"
        issue = await self._site.issue(key)
        if name in [text(each, "name") for each in items(issue, "files")]:
            return
        filters = {"name:": name, "creator": await self._site.me()}
        there = await self._site.listed("file", filters, ("name",))
        id = text(there[0], "id") if there else await self._site.upload(name, file.type, file.data)
        await self._edit(key, "add", "files", [id])

    async def register(self, person: Contact) -> str:
        """Find the user, or make one; "" if we may do neither."""
        account = await self._account(person.address)
        if account:
            return account
        values: dict[str, object] = {"username": person.address, "address": person.address}
        try:
            return await self._site.make("user", {**values, "realname": person.name})
        except (TrackerDenied, TrackerRefused):
            return ""  # we may not, or the address is none for Roundup, or is hidden from us

    async def watch(self, key: str, account: str) -> None:
        """Put a user on the issue's nosy list."""
        issue = await self._site.issue(key)
        if account not in [text(each, "id") for each in items(issue, "nosy")]:
            await self._edit(key, "add", "nosy", [account])

    async def changes(self, since: str) -> Changes:
        """Return what is new in our issues since the cursor."""
        before = read_cursor(since)
        me = await self._site.me()
        marks, newest = dict(before.marks), before.at
        seen: list[Seen] = []
        for issue in await self._site.changed(max(before.at - LAG, EPOCH)):
            number, now = text(issue, "id"), mark_of(issue)
            old = marks.pop(number, None) or self._own.first(number)
            marks[number] = now
            newest = max(newest, moment(issue, "activity"))
            if now != old:
                seen += await self._news_of(number, issue, old, me)
            self._own.forget(number)
        seen.sort(key=lambda each: each.at)
        return Changes(tuple(seen), write_cursor(Cursor(newest, marks)))

    async def check(self) -> Checked:
        """Try the login, the class, the names of statuses, and the search for users."""
        me = await self._site.me()
        found = [f"logged in as {self._user}"]
        try:
            await self._site.holding("1")
        except TrackerGone as fault:
            return Checked(tuple(found), (f"tracker.project: the class {self._kind}: {fault}",))
        found.append(f"class {self._kind}")
        missing = []
        zone = text(await self._site.item("user", me), "timezone")
        if zone not in ("", "0", "UTC"):
            missing.append(f"the time zone of {self._user} is {zone}; it must be UTC")
        listed = await self._site.listed("status", {}, ("name",))
        names = [text(each, "name") for each in listed]
        steps = {Status.OPEN: OPENS, Status.CLOSED: CLOSES, **self._steps}
        missing += unknown_names("statuses", names, self._names)
        missing += unknown_names("transitions", names, steps.values(), is_exact=True)
        try:
            await self._site.listed("user", {"address": "@"}, ("address",))
        except TrackerDenied:
            missing.append("the permission to see users' addresses: nobody can be assigned")
        return Checked(tuple(found), tuple(missing))

    async def close(self) -> None:
        """Close the connections."""
        await self._site.close()

    async def _labelled(self, label: str) -> list[str]:
        """Return the messages of ours with a label: anybody can write one with this Message-ID."""
        filters = {"messageid:": _message_id(label), "creator": await self._site.me()}
        found = await self._site.listed("msg", filters, ("messageid",))
        return [text(each, "id") for each in found]

    async def _write(self, label: str, words: str, at: datetime) -> str:
        """Make a message that belongs to no issue yet."""
        return await self._site.make(
            "msg",
            {
                "content": words or " ",
                "author": self._user,  # without one, no issue takes it
                "date": stamp(at),
                "messageid": _message_id(label),
            },
        )

    def _step(self, now: str, wished: Status) -> str:
        """Return the status to set for one of ours; "" if it has that, or if Roundup has none."""
        is_now = status_of(now, self._names)
        if is_now is wished:
            return ""
        crosses = (is_now is Status.CLOSED) != (wished is Status.CLOSED)
        default = CLOSES if wished is Status.CLOSED else OPENS
        return self._steps.get(wished, default if crosses else "")

    async def _set(self, key: str, name: str, value: str) -> None:
        if value:
            await self._edit(key, "replace", name, value)

    async def _edit(self, key: str, op: str, name: str, value: object) -> None:
        """Change an issue as it is now, and note what else changed by that: Roundup's own rules
        open a closed issue that gets a message.
        """
        for _ in range(TRIES):
            before = await self._site.issue(key)
            if await self._site.edit(key, text(before, "@etag"), op, {name: value}):
                old, new = mark_of(before), mark_of(await self._site.issue(key))
                self._own.set(self._site.number(key), old, new)
                return
        raise TrackerUnavailable(f"roundup: {key} was changed by others each time we tried")

    async def _account(self, address: str) -> str:
        """Return the user with exactly this address; "" if none is shown to us."""
        try:
            found = await self._site.listed("user", {"address": address}, ("address",))
        except TrackerDenied:
            await self._site.listed("status", {}, ("name",))  # or is it the login that is refused?
            return ""
        same = [each for each in found if text(each, "address").casefold() == address.casefold()]
        return text(same[0], "id") if same else ""

    async def _user_of(self, id: str) -> tuple[str, str]:
        """Return a user's address, if we may see it, and name."""
        if id and id not in self._people:
            if len(self._people) >= KNOWN:
                self._people.clear()
            user = await self._site.item("user", id)
            name = text(user, "realname") or text(user, "username")
            self._people[id] = text(user, "address"), name
        return self._people[id] if id else ("", "")

    async def _person(self, id: str) -> str:
        address, name = await self._user_of(id)
        return address or name

    async def _news_of(self, number: str, issue: object, old: Mark | None, me: str) -> list[Seen]:
        """Return what happened to an issue since the last look. Fields that the last writer
        changed go with their message: Roundup's own rules change the status by it.
        """
        found, actor = await self._written(number, issue, old, me), text(issue, "actor", "id")
        told = await self._changed(number, issue, old, actor == me)
        if not told:
            return found
        _, name = await self._user_of(actor) if actor != me else ("", "")
        if found and not found[-1].is_own and found[-1].who == name:
            return [*found[:-1], replace(found[-1], changes=told)]
        id = id_of(number, issue, mark_of(issue))
        at = moment(issue, "activity")
        return [*found, Seen(self._site.key(number), at, name, "", told, id)]

    async def _written(self, number: str, issue: object, old: Mark | None, me: str) -> list[Seen]:
        """Return the messages since the last look."""
        known = old.message if old else min(messages(issue), default=0)
        found = []
        for id in [each for each in messages(issue) if each > known][-MOST_MESSAGES:]:
            message = await self._site.item("msg", str(id))
            author = text(message, "creator", "id")
            at, words = moment(message, "creation"), text(message, "content")
            _, name = await self._user_of(author)
            key = self._site.key(number)
            found.append(Seen(key, at, name, words, (), f"msg-{id}", author == me))
        return found

    async def _changed(
        self, number: str, issue: object, old: Mark | None, is_ours: bool
    ) -> tuple[Change, ...]:
        """Return the fields that others changed since the last look."""
        if old is None and is_ours:
            return ()  # nothing shows that it is not as we made it
        base = old or Mark()
        now = self._own.without(number, base, mark_of(issue))
        people = {each: await self._person(each) for each in (base.assignee, now.assignee) if each}
        return tuple(differences(base, now, self._names, people))


def _message_id(label: str) -> str:
    """Return a label as a Message-ID: Roundup's own mails name it."""
    return f"<{label}@listbot.invalid>"
