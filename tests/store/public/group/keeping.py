"""A group that keeps a record of everything, in a store, behind the pages of its list."""

from dataclasses import replace

from listbot.model.records.acts import RecordAct
from listbot.model.records.rules import GroupRules, ProjectMember
from listbot.store.public.section import Section
from listbot.store.public.source import Source
from listbot.store.records import acts as stored
from tests.playing import LIST, Play, rules
from tests.records.building import ANA, LENA, NAMES, RAVI
from tests.store.public.sites import SITE

ALL = GroupRules(
    members=True,
    meetings=True,
    access=True,
    services=True,
    records=True,
    announce="project@example.org",
    private="private@example.org",
    project_members=tuple(ProjectMember(NAMES[each], (each,)) for each in (ANA, RAVI, LENA)),
    notice_days=7,
    public_access=True,
)
PARTS = frozenset({"votes", "tickets", "members", "meetings", "services", "access", "adr", "recap"})
WHOLE = replace(SITE, parts=PARTS, bot="listbot@example.org")
HIDDEN = "ops@example.org"
"""A list of the same group that has no pages."""


def keeping(*acts: RecordAct, group: GroupRules | None = ALL) -> Play:
    """A store with these acts."""
    play = Play(in_force=replace(rules(), group=group))
    add(play, *acts)
    return play


def add(play: Play, *acts: RecordAct) -> None:
    """Let more happen."""
    with play.transaction() as tx:
        stored.add(tx.connection, acts)


def stamps(section: Section, source: Source) -> dict[str, str]:
    """The stamp of every page of a part, each of which is there under its path."""
    found = {each.path: each.stamp for each in section.pages(source)}
    pages = [section.page(source, path) for path in found]
    assert [page.path for page in pages if page] == list(found)
    return found


__all__ = ["ALL", "HIDDEN", "LIST", "WHOLE", "add", "keeping", "stamps"]
