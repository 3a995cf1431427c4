"""A Tracker for the issues of one repository.

The label of a request ends the issue's text, that of a comment the comment's. A label is found by
listing, never by a search: those lag. Issues are ours if our account has made them; only of those
are changes read. Nobody is made to watch: followers are told by mail, and need no account.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

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
from listbot.trackers.answers import EPOCH
from listbot.trackers.forges import markdown, news
from listbot.trackers.forges.site import Issue, Note, Person, Site
from listbot.trackers.http import Upload

KEY = re.compile(r"#[1-9][0-9]{0,9}")
SKEW = timedelta(days=1)  # a request is not made over there before our clock says it came
AT_ONCE = 200  # issues whose history is read by one look
KEPT_HERE = "A file came with this mail. It is kept at the help desk: "


class ForgeTracker:
    """Tickets as issues."""

    def __init__(
        self, name: str, site: Site, accounts: Sequence[tuple[str, str]] = (), public: bool = True
    ) -> None:
        """`accounts`: pairs of address and login; `public`: what the configuration says."""
        self.name = name
        self._site = site
        self._logins = {address.casefold(): login for address, login in accounts}
        self._addresses: Mapping[str, str] = {
            login.casefold(): address for address, login in accounts
        }
        self._public = public
        self._handed: tuple[str, dict[str, datetime]] = ("", {})
        """The last cursor, and what was looked at for it: once it comes back, that is stored."""

    async def create(self, request: Request) -> str:
        """Make an issue, unless the label has one."""
        known = await self._labelled(request.label, request.at - SKEW)
        if known:
            return known
        body = markdown.quoted(request.text, request.label)
        return await self._site.create(markdown.title(request.title), body)

    async def find(self, label: str) -> str | None:
        """Return the key of the issue with this label, even if it was made a moment ago."""
        return await self._labelled(label, EPOCH) or None

    async def read(self, key: str) -> View:
        """Return the issue. Raises TrackerGone for an unknown key."""
        issue = await self._issue(key)
        comments = await self._site.comments(key)
        files = await self._site.files(key)
        return View(
            issue.key,
            issue.title,
            _status(issue),
            self._shown(issue.assignees),
            news.priority_of(issue.labels),
            False,  # who sees an issue is the repository's setting
            "",
            issue.created,
            (),
            _told(comments) if files is None else files,
            tuple(each.value for each in comments),
        )

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Set a field. Raises TrackerGone, and TrackerRefused for what a forge does not have."""
        issue = await self._issue(key)
        try:
            match edit.field:
                case Field.STATUS:
                    is_closed = Status(edit.value) is Status.CLOSED
                    if issue.is_closed != is_closed:
                        await self._site.set_closed(key, is_closed)
                case Field.PRIORITY:
                    await self._rank(issue, Priority(edit.value))
                case Field.ASSIGNEE:
                    await self._assign(issue, edit.value)
                case _:
                    raise TrackerRefused(f"{self.name}: {edit.field} cannot be changed here")
        except ValueError as fault:
            raise TrackerRefused(f"{self.name}: {fault}") from fault

    async def comment(self, key: str, comment: Comment) -> None:
        """Add a comment, unless its label is there."""
        await self._write(key, markdown.quoted(comment.text, comment.label), comment.label)

    async def attach(self, key: str, file: Enclosure) -> None:
        """Attach a file under a name that begins with its label, unless it is there; say in a
        comment that it stays here if the forge takes no files.
        """
        await self._issue(key)
        names = await self._site.files(key)
        if names is None:
            body = markdown.quoted(f"{KEPT_HERE}{file.name}", file.label)
            await self._write(key, body, file.label)
            return
        begin = f"{file.label[-8:]}-"
        if not any(each.startswith(begin) for each in names):
            upload = Upload("attachment", f"{begin}{file.name}", file.type, file.data)
            await self._site.attach(key, upload)

    async def register(self, person: Contact) -> str:
        """Return "": nobody is given an account, and nobody needs one."""
        return ""

    async def watch(self, key: str, account: str) -> None:
        """Do nothing: whoever follows the ticket here is told by mail."""
        await self._issue(key)

    async def changes(self, since: str) -> Changes:
        """Return what happened to our issues since the cursor, and once more what is no older than
        LAG. An issue that has not changed since the last look is not read again, unless that was
        within the second in which it changed: it may have changed again.
        """
        me, start = await self._site.me(), news.cursor_of(since)
        looked = self._handed[1] if since == self._handed[0] else {}
        begin = max(start.at - news.LAG, EPOCH)
        unread = start.since or begin
        found = sorted(await self._site.ours(begin), key=lambda each: each.updated)
        fresh = [each for each in found if looked.get(each.key) != each.updated]
        now, later = fresh[:AT_ONCE], fresh[AT_ONCE:]
        seen: list[Seen] = []
        for issue in now:
            notes = await self._history(issue.key, unread)
            seen += news.seen_of(issue, notes, unread, me, self._addresses, self._public)
        last = now[-1] if later else found[-1] if found else None
        newest = max(start.at, last.updated) if last else start.at
        waiting = {each.key for each in later}
        kept = {
            each.key: each.updated
            for each in found
            if each.key not in waiting and (later or each.updated < newest)
        }
        is_same = (newest, kept) == (start.at, looked)
        then = news.Cursor(newest, start.serial + 1, unread if later else None)
        cursor = str(start if is_same else then)
        self._handed = cursor, kept
        return Changes(tuple(sorted(seen, key=lambda each: (each.at, each.id))), cursor)

    async def check(self) -> Checked:
        """Try the token and the repository, and compare who can read it."""
        return await self._site.check(self._public)

    async def close(self) -> None:
        """Close the connections."""
        await self._site.close()

    async def _issue(self, key: str) -> Issue:
        if not KEY.fullmatch(key):
            raise TrackerGone(f"{self.name}: there is no ticket {key}")
        return await self._site.issue(key)

    async def _labelled(self, label: str, since: datetime) -> str:
        """Return the key of the issue that we have made for a label; "" if there is none."""
        found = await self._site.ours(since)
        return next((each.key for each in found if markdown.label_of(each.body) == label), "")

    async def _write(self, key: str, body: str, label: str) -> None:
        """Add a comment, unless we have written one with this label."""
        issue, me = await self._issue(key), await self._site.me()
        for each in await self._site.comments(key):
            if _same((each.author.login,), (me,)) and markdown.label_of(each.value) == label:
                return
        try:
            await self._site.comment(key, body)
        except TrackerDenied as fault:
            if issue.is_locked:
                raise TrackerRefused(f"{self.name}: {key} is locked") from fault
            raise

    async def _assign(self, issue: Issue, address: str) -> None:
        login = self._logins.get(address.casefold(), "")
        if address and not login:
            raise TrackerRefused(f"{self.name}: tracker.accounts does not name the assignee")
        wished = (login,) if login else ()
        if _same(tuple(each.login for each in issue.assignees), wished):
            return
        if not _same(await self._site.assign(issue.key, wished), wished):
            raise TrackerRefused(f"{self.name}: {issue.key} cannot be assigned to {login!r}")

    async def _rank(self, issue: Issue, priority: Priority) -> None:
        """Have one label for a priority, or none for the normal one."""
        add = news.LABELS.get(priority, "")
        mine = [each for each in issue.labels if each.casefold() in news.LABELS.values()]
        if [each.casefold() for each in mine] != ([add] if add else []):
            remove = tuple(each for each in mine if each.casefold() != add)
            await self._site.label(issue.key, add, remove)

    async def _history(self, key: str, since: datetime) -> list[Note]:
        try:
            return await self._site.history(key, since)
        except TrackerGone:
            return []  # deleted, or moved elsewhere, since it was listed

    def _shown(self, people: tuple[Person, ...]) -> str:
        """Return the first of them by address, if the table has it."""
        first = next(iter(people), Person("", ""))
        return self._addresses.get(first.login.casefold(), first.name or first.login)


def _same(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether these are the same logins, which are the same in any case of letters."""
    return [each.casefold() for each in some] == [each.casefold() for each in others]


def _status(issue: Issue) -> Status:
    if issue.is_closed:
        return Status.CLOSED
    return Status.OPEN if issue.assignees else Status.NEW


def _told(comments: list[Note]) -> tuple[str, ...]:
    """Return the names of the files that our comments say are kept here."""
    found = (each.value.partition(KEPT_HERE) for each in comments)
    return tuple(rest.partition("\n")[0] for _, told, rest in found if told)
