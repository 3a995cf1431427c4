"""Who of the group and of the project votes, and in which classes."""

from dataclasses import replace

import pytest

from listbot.model.policy import Electorate, Member, Policy, Roster
from listbot.model.proposal import Proposal
from listbot.model.records.acts import RecordVerb
from listbot.model.records.rules import GroupRules, ProjectMember
from listbot.packaged import load_policy
from listbot.policies.contradictions import never_met
from listbot.records.members.voting import with_group
from listbot.votes.counting.voters import voters_of
from tests.records.building import (
    ANA,
    KIM,
    LENA,
    LIST,
    NAMES,
    RAVI,
    ROSTER,
    RULES,
    START,
    act,
    days,
    group_case,
    joined,
)

USUAL = load_policy("ovirt:substantial")
BY_ROLES = replace(USUAL, electorate=Electorate.ROSTER, roles=("confirmed",))
ACTS = (
    *joined(ANA, RAVI, KIM),
    act(RecordVerb.CONFIRMED, RAVI),
    act(RecordVerb.LEFT, KIM, days(1)),
)


def test_the_roster_gets_the_people_of_the_record_and_their_roles() -> None:
    """Somebody who is on it already keeps their entry; past members are only of the project."""
    rules = replace(
        RULES,
        project_members=(
            ProjectMember(NAMES[ANA], (ANA, "ana@example.com")),
            ProjectMember(NAMES[RAVI], (RAVI,), active=False),
            ProjectMember(NAMES[LENA], (LENA,)),
            ProjectMember("Bo Lund", ("bo@example.org",), active=False),
        ),
    )
    roster = Roster((*ROSTER.members, Member("Pat", ("pat@example.org",), roles=("council",))))
    found = with_group(roster, BY_ROLES, group_case(ACTS, rules))
    assert found.members == (
        Member(
            "Ana Ruiz",
            (ANA, "ana@example.net", "ana@example.com"),
            roles=("provisional", "project"),
        ),
        Member("Pat", ("pat@example.org",), roles=("council",)),
        Member(NAMES[RAVI], (RAVI,), roles=("confirmed",)),
        Member(NAMES[LENA], (LENA,), roles=("project",)),
    )


def test_where_the_project_is_not_listed_its_roles_are_those_of_the_group() -> None:
    """A member of the group is one of the project, too."""
    found = with_group(Roster(), BY_ROLES, group_case(ACTS, replace(RULES, project_members=())))
    assert found.members == (
        Member(NAMES[ANA], (ANA, "ana@example.net")[:1], roles=("provisional", "project")),
        Member(NAMES[RAVI], (RAVI,), roles=("confirmed", "project")),
    )


@pytest.mark.parametrize(
    ("policy", "rules"),
    [
        (USUAL, RULES),
        (replace(BY_ROLES, roles=("council",)), RULES),
        (BY_ROLES, replace(RULES, members=False)),
    ],
)
def test_a_class_that_names_none_of_these_roles_keeps_its_roster(
    policy: Policy, rules: GroupRules
) -> None:
    """A group that begins to keep a record changes no other vote."""
    assert with_group(ROSTER, policy, group_case(ACTS, rules)) == ROSTER
    assert with_group(ROSTER, BY_ROLES, None) == ROSTER


def test_as_long_as_nobody_has_such_a_role_nobody_is_binding() -> None:
    """An empty group is not a reason to let everybody vote."""
    proposal = Proposal(
        id="<v@example.org>",
        number=1,
        list=LIST,
        proposer=ANA,
        proposer_name="Ana",
        subject="x",
        title="x",
        opened=START,
        policy=BY_ROLES,
        roster=with_group(Roster(), BY_ROLES, group_case()),
        identity=group_case().bot.identity,
    )
    empty = replace(proposal, roster=Roster())
    assert voters_of(empty, frozenset({KIM})).admitted == frozenset()
    usual = replace(empty, policy=replace(BY_ROLES, roles=()))
    assert voters_of(usual, frozenset({KIM})).admitted == frozenset({KIM})


def test_check_config_does_not_count_people_whom_the_record_adds() -> None:
    """Without the record, nobody would ever have the role."""
    assert list(never_met(BY_ROLES, ROSTER, ("confirmed",))) == []
    assert [key for key, _ in never_met(BY_ROLES, ROSTER)] == ["roles"]
