"""The command in a result, and where it says that the files are."""

from dataclasses import replace

import pytest

from listbot.letters.facts.votes import RecountFacts
from listbot.model.case import OpenCase
from listbot.model.list_rules import Published
from listbot.model.policy import Policy, Roster
from listbot.packaged import load_policy
from listbot.policies.preset_text import preset_text
from listbot.policies.presets import parse_preset
from listbot.proposals.letters.recounting import plain_id, recounting
from tests.playing import LIST, ROSTER, Play, hours, opening

CLOSES = hours(72)
TIMES = "--opened 2026-09-08T18:00:00Z --closes 2026-09-11T18:00:00Z"
OURS = "https://infra.example.org/ours.toml"
PEOPLE = "https://infra.example.org/roster.toml"


@pytest.fixture(scope="module")
def case() -> OpenCase:
    """A vote of the list, under a shipped preset."""
    play = Play()
    play.take(opening())
    return play.vote()


def own(case: OpenCase, published: Published, **changes: object) -> tuple[OpenCase, Policy]:
    """The vote under a preset file of the community, and its rule."""
    policy = replace(case.proposal.policy, preset="ours", **changes)  # type: ignore[arg-type]  # Each value is of its field's type.
    rules = replace(case.rules, published=published)
    return replace(case, rules=rules, proposal=replace(case.proposal, policy=policy)), policy


def test_a_shipped_rule_needs_no_file(case: OpenCase) -> None:
    """Everybody who has listbot has it; the roster is named by its fingerprint."""
    policy = case.proposal.policy
    told = recounting(case, policy, CLOSES)
    assert told == RecountFacts(
        command="listbot tally --opening p@example.org --policy ovirt:substantial "
        f"--roster roster.toml {TIMES} archive.mbox",
        archive="archive.mbox",
        policy_fingerprint=told.policy_fingerprint,
        roster_file="roster.toml",
        roster_size=len(ROSTER.members),
        roster_fingerprint=told.roster_fingerprint,
    )


def test_the_result_says_where_rule_and_roster_are_published(case: OpenCase) -> None:
    """A rule that is published is not repeated in the letter."""
    told = recounting(*own(case, Published("ours", OURS, PEOPLE)), CLOSES)
    assert "--policy ours.toml:substantial" in told.command
    assert (told.policy_file, told.policy_url, told.policy_lines, told.roster_url) == (
        "ours.toml",
        OURS,
        (),
        PEOPLE,
    )


def test_a_short_rule_that_is_not_published_is_in_the_letter(case: OpenCase) -> None:
    """Its lines are a preset file with just this class."""
    open_case, policy = own(case, Published("ours"))
    lines = recounting(open_case, policy, CLOSES).policy_lines
    assert lines == tuple(preset_text([policy]).splitlines())
    assert parse_preset("ours", "\n".join(lines)) == (policy,)


def test_a_long_rule_is_named_by_its_fingerprint(
    case: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter is for people, and nobody reads pages of parameters."""
    monkeypatch.setattr("listbot.proposals.letters.recounting.LONGEST_RULE", 5)
    told = recounting(*own(case, Published("ours")), CLOSES)
    assert (told.policy_file, told.policy_lines) == ("ours.toml", ())
    assert told.policy_fingerprint.startswith("sha256:")


def test_a_name_with_blanks_is_quoted_for_the_shell(case: OpenCase) -> None:
    """Whatever a class is called, the command is one that a shell takes."""
    told = recounting(*own(case, Published("ours"), name="big 'n' far"), CLOSES)
    assert "--policy 'ours.toml:big '\\''n'\\'' far'" in told.command


def test_active_voters_come_from_the_earlier_votes(case: OpenCase) -> None:
    """The archive has them; where nobody knew them, a recount must not find any either."""
    rule = load_policy("openwrt-2025:simple")
    known = replace(case, proposal=replace(case.proposal, active=("aa",)))
    told = recounting(known, rule, CLOSES)
    assert ("--history archive.mbox --opened" in told.command, told.history) == (
        True,
        "archive.mbox",
    )
    unknown = recounting(case, rule, CLOSES)
    assert ("--history" in unknown.command, unknown.history) == (False, "")


def test_without_a_roster_none_is_asked_for(case: OpenCase) -> None:
    """Everybody is binding then."""
    open_case = replace(case, proposal=replace(case.proposal, roster=Roster()))
    told = recounting(open_case, case.proposal.policy, CLOSES)
    assert ("--roster" in told.command, told.roster_file) == (False, "")


@pytest.mark.parametrize(
    "id",
    [
        "<$(reboot)@x>",
        "<a b@x>",
        "<-rf@x>",
        "<a'b@x>",
        f"<{'x' * 61}>",
        "<a;b@x>",
        "<a@x>\n",
        "a@x",
    ],
)
def test_only_a_plain_message_id_comes_into_a_command(case: OpenCase, id: str) -> None:
    """People paste it into a shell, and a stranger wrote it."""
    open_case = replace(case, proposal=replace(case.proposal, id=id))
    told = recounting(open_case, case.proposal.policy, CLOSES)
    assert told.archive == "thread.mbox"
    assert told.command == (
        "listbot tally --as-proposal --policy ovirt:substantial "
        f"--roster roster.toml {TIMES} thread.mbox"
    )


@pytest.mark.parametrize("id", ["CAK=9+a.b_c-d@mail.example.org", "01@example.org"])
def test_usual_message_ids_are_plain(id: str) -> None:
    """Those that mailers write."""
    assert plain_id(f"<{id}>") == id


def test_the_letter_carries_the_rule() -> None:
    """Under a file of the community that is not published, the posted result holds its text."""
    play = Play()
    ours = tuple(replace(each, preset="ours") for each in play.in_force.of(LIST).policies)
    lists = tuple(
        replace(each, policies=ours, published=Published("ours")) if each.policies else each
        for each in play.in_force.lists
    )
    play = Play(in_force=replace(play.in_force, lists=lists))
    play.take(opening())
    play.tick(hours(73))
    text = play.letters("M6")[0].text
    _, _, lines = text.partition("\nours.toml:\n\n")
    carried = lines.partition("\n\n")[0]
    assert parse_preset("ours", carried) == (ours[0],)
