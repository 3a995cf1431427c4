"""The page about the group: what it says of itself, whom to write to, and how to join. Pure."""

from dataclasses import dataclass

from listbot.model.group_case import GroupCase
from listbot.pages.page import View
from listbot.pages.prose import public_text
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.lists import ListLine
from listbot.records.people import project_members


@dataclass(frozen=True, slots=True)
class AboutView(View):
    """`/about`."""

    text: Shown
    """The group's own words, in Markdown; "" if it has written none."""
    lists: tuple[ListLine, ...]
    has_members: bool
    """Whether people join by mail."""
    from_project: bool
    """Whether only active members of the project can."""
    needs_project: bool
    """Whether they say what they will work on."""


def about_view(site: SiteFacts, lists: tuple[ListLine, ...], known: GroupCase) -> AboutView:
    """Return the page about the group."""
    return AboutView(
        public_text(site.about, site.addresses),
        lists,
        known.rules.members,
        bool(project_members(known)),
        known.rules.needs_project,
    )
