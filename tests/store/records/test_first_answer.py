"""Whom the record knows gets an answer to their first mail, too."""

from dataclasses import replace

import pytest

from listbot.model.records.rules import GroupRules, ProjectMember
from tests.playing import LIST, Play, Post, in_memory, rules

MAX = "max@example.com"
"""He is of the project, and on no roster."""
GROUP = GroupRules(members=True, project_members=(ProjectMember("Max Roth", (MAX,)),))


@pytest.mark.parametrize(("sender", "kinds"), [(MAX, ["M22"]), ("eve@example.com", [])])
def test_somebody_of_the_project_is_no_stranger(sender: str, kinds: list[str]) -> None:
    """A stranger's first mail to a list causes no letter; one of ours is told what became of it."""
    in_force = replace(rules(addresses=(LIST,)), group=GROUP)
    play = Play(engine=in_memory(), in_force=in_force)
    play.take(Post("first", sender, "#listbot join: backups", 1, "hello"))
    assert play.kinds() == kinds
