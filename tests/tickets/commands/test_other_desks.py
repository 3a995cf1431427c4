"""Lines about a ticket of another help desk, whose team their author is not on."""

from dataclasses import replace

import pytest

from listbot.model.policy import Member, Roster
from listbot.tickets.lines.moving import refused
from tests.tickets.commands.situations import CASE, OMAR, T3, T5, effect

NOT_THERE = refused("There is no ticket T-3.")
ELSEWHERE = replace(CASE, of_others={"T-3": ""})


@pytest.mark.parametrize(
    "line",
    [
        "close: T-3",
        "public: T-3",
        "assign: Ana T-3",
        "answer: paper T-3",
        "merge: T-3",
        "undo: T-3",
    ],
)
def test_a_ticket_of_another_team_is_not_there(line: str) -> None:
    """A member of one team learns nothing about the tickets of another, not even that they are."""
    assert effect(line, case=ELSEWHERE) == NOT_THERE
    assert effect(line.replace("T-3", "T-9"), case=ELSEWHERE).answer.startswith(
        "There is no ticket"
    )


def test_who_takes_part_elsewhere_is_told_what_the_team_does() -> None:
    """They know the ticket, and have the rights of everybody who takes part."""
    ours = replace(CASE, named=(replace(T3, participants=("ana@example.org",)),))
    ours = replace(ours, of_others={"T-3": ""})
    assert effect("assign: Ana T-3", case=ours).answer.startswith("Only the team can do this.")
    assert effect("watch: T-3", case=ours).done


def test_who_is_of_the_other_team_is_told_where_to_write() -> None:
    """Here they would be somebody who takes part, and not of the team."""
    case = replace(CASE, of_others={"T-3": "ops-support@example.org"})
    told = "T-3 is a ticket of ops-support@example.org. Please write there, or to me alone."
    assert effect("close: T-3", by="lars@example.org", case=case) == refused(told)


@pytest.mark.parametrize("line", ["close: T-3", "merge: T-3", "close"])
def test_a_surer_help_desk_is_as_sure_about_lines_sent_elsewhere(line: str) -> None:
    """A mail that names one of its tickets is asked about first, as if it had come there."""
    case = replace(CASE, asks_more=True)
    assert (effect(line, case=case).done, effect(line, case=case).needs_proof) == (False, True)
    assert effect(line, case=case, proven=True).done


def test_a_merge_of_two_teams_is_not_undone_by_one() -> None:
    """The other ticket would change with it."""
    gone = replace(T5, merged_into="T-3")
    case = replace(ELSEWHERE, ticket=gone)
    assert effect("undo", case=case) == refused("Please write this in a reply to a mail of T-3.")


def test_who_is_on_any_roster_is_not_forgotten_by_mail() -> None:
    """The operator keeps it, and has to take them off it first."""
    answer = "You are on the roster. Please ask the admin to take you off it first."
    assert effect("forget-me", by=OMAR, case=replace(CASE, is_kept=True)) == refused(answer)


def test_a_digest_is_for_all_addresses_on_any_roster() -> None:
    """It goes to the first one, and ends at all of them, whichever desk is asked."""
    everybody = Roster((Member("Omar", ("omar@example.net", OMAR)),))
    case = replace(CASE, everybody=everybody)
    told = effect("digest: off", by=OMAR, case=case).preferences
    assert [each.address for each in told] == ["omar@example.net", OMAR]
