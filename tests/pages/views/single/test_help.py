"""Tests of listbot.pages.views.single.help."""

from dataclasses import replace

from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.help import HelpView, help_view
from listbot.proposals.commands import COMMANDS
from listbot.tickets.commands import DESK_COMMANDS

SITE = SiteFacts(Shown("infra"), "", (), frozenset({"votes", "tickets"}), bot="bot@example.org")


def test_every_command_is_listed_where_it_works() -> None:
    """From the tables that run them, so that none is missing; with no address in an example."""
    view = help_view(SITE, (), has_group=True)
    listed = {row.form for row in (*view.on_lists, *view.of_group)}
    assert {each.form.replace("@example.org", "@…") for each in COMMANDS} == listed
    assert len(view.at_desk) == len(DESK_COMMANDS)
    assert "#listbot about: bob@…" in listed


def test_commands_of_what_is_not_kept_are_not_listed() -> None:
    """A site without votes, help desk and record has no commands to show."""
    view = help_view(replace(SITE, parts=frozenset()), (), has_group=False)
    assert view == HelpView(Shown("bot@example.org"), (), (), (), ())
