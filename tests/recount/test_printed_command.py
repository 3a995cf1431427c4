"""The command that a result prints, run by somebody who has the archive, the roster and the letter.

Nothing else is at hand: no database, no configuration, and no file of the rule but the letter's own
lines.
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from listbot.cli.group import cli
from listbot.model.list_rules import Published
from listbot.model.policy import Policy
from listbot.packaged import load_policy
from listbot.recount.evidence import mbox
from tests.playing import ROSTER, Play, Post, hours, opening, rules, votes

RULES = {
    "three +1": load_policy("ovirt:substantial"),
    "active voters": replace(
        load_policy("openwrt-2025:simple"),
        window=timedelta(hours=72),
        deadline_required=False,
        tags=("VOTE",),
    ),
}
EARLIER = (("Ravi", "Lena"), ("Omar",), ("Ravi",))


def under(rule: Policy) -> Play:
    """A list that decides by its own file, which is published nowhere."""
    ours = replace(rule, preset="ours")
    usual = rules()
    lists = tuple(
        replace(each, policies=(ours,), published=Published("ours")) if each.policies else each
        for each in usual.lists
    )
    return Play(in_force=replace(usual, lists=lists))


def thread(number: int, who: Sequence[str]) -> list[Post]:
    """A vote with these +1; each begins when the one before has ended."""
    at, subject = 100.0 * number, f"[VOTE] Thing {number}"
    cast = votes(who, f"p{number}", at=at + 1)
    return [
        opening(f"p{number}", at, subject=subject),
        *(replace(each, id=f"{each.id}{number}", subject=f"Re: {subject}") for each in cast),
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_printed_command_comes_to_the_printed_digest(
    rule: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the rule asks who voted before."""
    play = under(rule)
    posts: list[Post] = []
    for number, who in enumerate((*EARLIER, ("Ravi", "Kim", "Ines"))):
        own = thread(number, who)
        play.take(*own)
        posts += own
        play.run_until(hours(100 * number + 90))
    text = play.letters("M5")[-1].text
    monkeypatch.chdir(tmp_path)
    Path("archive.mbox").write_bytes(mbox(post.raw() for post in posts))
    Path("ours.toml").write_text(text.partition("\nours.toml:\n\n")[2].partition("\n\n")[0])
    Path("roster.toml").write_text(
        "".join(
            f'[[members]]\nname = "{each.name}"\naddresses = {list(each.addresses)}\n'
            for each in ROSTER.members
        )
    )
    command = re.search(r"  listbot (tally .*?archive\.mbox)\n\n", text, re.DOTALL)
    digest = re.search(r"^sha256:\S+:v\d$", text, re.MULTILINE)
    assert command is not None
    assert digest is not None
    result = CliRunner().invoke(cli, shlex.split(command[1].replace("\\\n", "")))
    assert f"  {digest[0]}\n" in result.output
