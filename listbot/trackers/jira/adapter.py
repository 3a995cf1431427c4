"""A Tracker for Jira Cloud.

The label of a request is a label of its issue. Jira's search lags a minute behind, so before a
request is repeated the newest issues are read one by one, by their keys. The label of a comment is
a property of it, that of a file is in its name. Issues are ours if our account has made them; only
of those are changes read.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from listbot.errors import TrackerDenied, TrackerGone, TrackerRefused
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
from listbot.trackers.http import Client, Upload
from listbot.trackers.jira import adf, news
from listbot.trackers.jira.reading import label, person
from listbot.trackers.jira.site import JiraSite

LONGEST_TITLE = 250  # characters; Jira takes 255
MOST_PROBES = 50  # issues that are read one by one: more than a project gets in a minute
MOST_GAPS = 3  # keys in a row without an issue: deleted ones, or the end
AT_ONCE = 200  # issues whose history is read by one look
MOST_LISTED = 2000  # issues that one search lists
KNOWN = 1000  # accounts that are remembered
FIELDS = ("summary", "status", "assignee", "priority", "created", "attachment")
CHECKED = 20  # of the newest issues, whose transitions are looked at


class JiraTracker:
    """Tickets as issues of one project."""

    name = "jira"

    def __init__(
        self,
        client: Client,
        project: str,
        issue_type: str = "Task",
        statuses: Mapping[str, Status] | None = None,
        transitions: Mapping[Status, str] | None = None,
    ) -> None:
        """`statuses`: Jira's name -> ours; `transitions`: our status -> the step to it."""
        self._site = JiraSite(client)
        self._project = project
        self._type = issue_type
        self._names = {name.casefold(): each for name, each in (statuses or {}).items()}
        self._steps = dict(transitions or {})
        self._accounts: dict[str, str] = {}
        self._looked: dict[str, str] = {}
        """Issue -> when it was changed last, of those whose news have been handed over."""
        self._handed: tuple[str, dict[str, str]] = ("", {})
        """The last cursor, and what was looked at for it: once it comes back, that is stored."""

    async def create(self, request: Request) -> str:
        """Make an issue, unless the label has one."""
        known = await self._searched(request.label)
        if not known and request.retried:
            known = await self._probed(request.label)
        if known:
            return known
        title = " ".join(request.title.split())[:LONGEST_TITLE] or "(no subject)"
        return await self._site.create(
            {
                "project": {"key": self._project},
                "issuetype": {"name": self._type},
                "summary": title,
                "description": adf.document(request.text),
                "labels": [request.label],
            }
        )

    async def find(self, label: str) -> str | None:
        """Return the key of the issue with this label, even if it was made a moment ago."""
        return await self._searched(label) or await self._probed(label) or None

    async def read(self, key: str) -> View:
        """Return the issue. Raises TrackerGone for an unknown key."""
        issue = await self._site.issue(key, FIELDS)
        comments = await self._site.comments(key)
        watchers = await self._site.watchers(key)
        fields = part(issue, "fields")
        priority = news.PRIORITIES.get(text(fields, "priority", "name"), Priority.NORMAL)
        return View(
            text(issue, "key"),
            text(fields, "summary"),
            news.status_of(part(fields, "status"), self._names),
            person(part(fields, "assignee")),
            priority,
            False,  # who sees an issue is the project's setting
            "",
            moment(fields, "created"),
            tuple(text(each, "accountId") for each in watchers),
            tuple(text(each, "filename") for each in items(fields, "attachment")),
            tuple(adf.text_of(each.get("body")) for each in comments),
        )

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Set a field. Raises TrackerGone, and TrackerRefused for what Jira has no step for."""
        with _values():
            if edit.field is Field.STATUS:
                await self._move(key, Status(edit.value))
                return
            if edit.field is Field.PRIORITY:
                name = news.NAMES[Priority(edit.value)]
                await self._site.edit(key, {"priority": {"name": name}})
                return
        if edit.field is not Field.ASSIGNEE:
            raise TrackerRefused(f"jira: {edit.field} cannot be changed here")
        account = await self._account(edit.value) if edit.value else None
        if account == "":
            raise TrackerRefused("jira: it knows no user with the assignee's address")
        await self._site.assign(key, account)

    async def comment(self, key: str, comment: Comment) -> None:
        """Add a comment, unless its label is there."""
        me = await self._site.me()
        for each in await self._site.comments(key):
            if label(each) == comment.label and text(each, "author", "accountId") == me:
                return
        await self._site.comment(key, adf.document(comment.text), comment.label)

    async def attach(self, key: str, file: Enclosure) -> None:
        """Attach a file under a name that begins with its label, unless it is there."""
        name = f"{file.label[-8:]}-{file.name}"
        issue = await self._site.issue(key, ("attachment",))
        names = [text(each, "filename") for each in items(issue, "fields", "attachment")]
        if name not in names:
            await self._site.attach(key, Upload("file", name, file.type, file.data))

    async def register(self, person: Contact) -> str:
        """Find the user, or make them a customer, or invite them; "" if we may do neither."""
        account = await self._account(person.address)
        if account:
            return account
        try:
            account = await self._site.add_customer(person.address, person.name or person.address)
        except (TrackerGone, TrackerRefused, TrackerDenied):
            account = await self._invited(person.address)  # the project is not a service desk
        account = account or await self._account(person.address)
        return self._remember(person.address, account)

    async def watch(self, key: str, account: str) -> None:
        """Add a watcher."""
        await self._site.watch(key, account)

    async def changes(self, since: str) -> Changes:
        """Return what happened to our issues since the cursor, and once more what is no older than
        the search may lag.
        """
        me, start = await self._site.me(), news.cursor_of(since)
        self._looked = self._handed[1] if since == self._handed[0] else {}
        begin = max(start.at - news.LAG, EPOCH)
        jql = (
            f'project = "{self._project}" AND creator = currentUser() '
            f"AND updated >= {news.millis(begin)} ORDER BY updated ASC"
        )
        found = await self._site.search(jql, ("updated", "status"), MOST_LISTED)
        if not found:  # nothing happened, or we may not see the project any more
            await self._site.project(self._project)
        fresh = [each for each in found if _moment(each) > start.at]
        last = _moment(fresh[:AT_ONCE][-1]) if fresh else start.at
        now = [each for each in found if _moment(each) <= last]  # of one moment all or none
        unread = start.since or begin
        seen = [each for issue in now for each in await self._news_of(issue, unread, me)]
        seen.sort(key=lambda each: (each.at, each.id))
        cursor = str(news.Cursor(last, unread if len(now) < len(found) else None))
        self._handed = cursor, {text(each, "key"): _updated(each) for each in now}
        return Changes(tuple(seen), cursor)

    async def check(self) -> Checked:
        """Try the token, the project, the search for users, and the transitions."""
        me = await self._site.me()
        found = [f"logged in as {me}"]
        try:
            project = await self._site.project(self._project)
        except TrackerDenied as fault:
            return Checked(tuple(found), (f"the project {self._project}: {fault}",))
        found.append(f"project {text(project, 'key')}, {text(project, 'name')}")
        missing = []
        types = [text(each, "name") for each in items(project, "issueTypes")]
        if types and self._type not in types:
            missing.append(f"tracker.issue_type: there is no {self._type}; {', '.join(types)}")
        if not await self._site.users(text(project, "lead", "displayName") or "a"):
            missing.append('the permission "Browse users and groups": nobody can be assigned')
        return Checked(tuple(found), (*missing, *await self._missing_steps()))

    async def close(self) -> None:
        """Close the connections."""
        await self._site.close()

    async def _searched(self, label: str) -> str:
        jql = f'project = "{self._project}" AND creator = currentUser() AND labels = "{label}"'
        return "".join(text(each, "key") for each in await self._site.search(jql, ("labels",), 1))

    async def _probed(self, label: str) -> str:
        """Look among the issues that are newer than the search knows."""
        jql = f'project = "{self._project}" ORDER BY key DESC'
        newest = await self._site.search(jql, ("labels",), 1)
        if not newest:  # a new project, or one that we may not see
            await self._site.project(self._project)
        me = await self._site.me()
        last = int(text(newest[0], "key").rpartition("-")[2] or 0) if newest else 0
        gaps = 0
        for number in range(last + 1, last + MOST_PROBES + 1):
            key = f"{self._project}-{number}"
            issue = await self._site.peek(key, ("labels", "creator"))
            if issue is None:
                gaps += 1
                if gaps == MOST_GAPS:
                    break
                continue
            gaps = 0
            is_ours = text(issue, "fields", "creator", "accountId") == me
            if is_ours and label in items(issue, "fields", "labels"):
                return text(issue, "key")
        return ""

    async def _move(self, key: str, wished: Status) -> None:
        """Carry out the step to a status; none if it has it, or if Jira has no such status."""
        issue = await self._site.issue(key, ("status",))
        now = news.status_of(part(issue, "fields", "status"), self._names)
        step = self._steps.get(wished, "")
        crosses = (now is Status.CLOSED) != (wished is Status.CLOSED)
        if now is wished or not (step or crosses):
            return
        possible = await self._site.transitions(key)
        if not possible:
            raise TrackerDenied(f"jira: {key} has no transitions: we may not carry out any")
        for each in possible:
            if step and step.casefold() in (
                text(each, "name").casefold(),
                text(each, "to", "name").casefold(),
            ):
                await self._site.move(key, text(each, "id"))
                return
            leads_to = news.status_of(part(each, "to"), self._names)
            if not step and (leads_to is Status.CLOSED) == (wished is Status.CLOSED):
                await self._site.move(key, text(each, "id"))
                return
        names = ", ".join(text(each, "name") for each in possible)
        raise TrackerRefused(f"jira: {key} has no transition {step or wished!r}; it has {names}")

    async def _account(self, address: str) -> str:
        """Return the account with exactly this address; "" if none shows it."""
        if address in self._accounts:
            return self._accounts[address]
        for each in await self._site.users(address):
            if text(each, "emailAddress").casefold() == address.casefold():
                return self._remember(address, text(each, "accountId"))
        return ""

    async def _invited(self, address: str) -> str:
        try:
            return await self._site.add_user(address)
        except TrackerDenied:
            return ""

    def _remember(self, address: str, account: str) -> str:
        if account:
            if len(self._accounts) >= KNOWN:
                self._accounts.clear()
            self._accounts[address] = account
        return account

    async def _news_of(self, issue: object, start: datetime, me: str) -> list[Seen]:
        """Return what happened to an issue, unless it is as it was at the last look."""
        key = text(issue, "key")
        if self._looked.get(key) == _updated(issue):
            return []
        try:
            comments = await self._site.comments(key)
            changelog = await self._site.changelog(key)
        except TrackerGone:
            return []  # deleted since the search saw it
        return [
            *news.comments(key, comments, start, me),
            *news.changes(issue, changelog, start, me, self._names),
        ]

    async def _missing_steps(self) -> list[str]:
        jql = f'project = "{self._project}" ORDER BY key DESC'
        newest = await self._site.search(jql, ("status",), CHECKED)
        offered = {
            name.casefold()
            for issue in newest
            for each in await self._site.transitions(text(issue, "key"))
            for name in (text(each, "name"), text(each, "to", "name"))
        }
        if newest and not offered:
            return ["the permission to carry out transitions"]
        return [
            f'tracker.transitions: none of the newest {len(newest)} issues has "{step}"'
            for step in self._steps.values()
            if newest and step.casefold() not in offered
        ]


def _moment(issue: object) -> datetime:
    return moment(issue, "fields", "updated")


def _updated(issue: object) -> str:
    return text(issue, "fields", "updated")


@contextmanager
def _values() -> Iterator[None]:
    """Turn a value that is none of ours into a refusal."""
    try:
        yield
    except ValueError as fault:
        raise TrackerRefused(f"jira: {fault}") from fault
