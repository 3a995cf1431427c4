"""Votes as tests of their pages need them: played mails, and the view at a moment."""

from dataclasses import replace
from typing import Any

from listbot.model.inputs import RulesInput
from listbot.packaged import load_preset
from listbot.pages.site import PublicList
from listbot.pages.views.vote import Around, VoteView, vote_view
from listbot.policies.outcome import outcome
from tests.playing import LIST, Play, Post, hours, rules

ARCHIVE = "https://lists.example.org/infra/{message_id}"
HERE = PublicList(LIST, ARCHIVE)
TEXT = "I propose to move them."


def under(**changes: Any) -> RulesInput:
    """The rules of other tests, whose classes are changed."""
    policies = tuple(replace(each, **changes) for each in load_preset("ovirt"))
    found = rules()
    return replace(
        found,
        lists=tuple(
            replace(each, policies=policies if each.policies else ()) for each in found.lists
        ),
    )


def played(*posts: Post, in_force: RulesInput | None = None, until: float = 0) -> Play:
    """A store that took these mails, and whose clock ran on so many hours."""
    play = Play(in_force=in_force or rules())
    play.take(*posts)
    play.run_until(hours(until))
    return play


def view(play: Play, at: float, number: int = 1, **around: Any) -> VoteView:
    """The page of a vote at so many hours after the start."""
    case = play.vote(number)
    final = outcome(case.proposal, case.entries, case.posters, hours(at))
    return vote_view(case, final, HERE, Around(**{"text": TEXT} | around))


def ends(found: VoteView) -> list[tuple[str, str]]:
    """The writers of votes against, each with what became of their vote."""
    return [(each.name, each.end) for each in found.against]


def happened(found: VoteView) -> list[str]:
    """The steps of the timeline in words."""
    return [f"{each.by} {each.what}".strip() for each in found.timeline]
