"""The rules of a group in words."""

from dataclasses import replace

import pytest

from listbot.config.group import PRESETS
from listbot.model.records.rules import GroupRules, ProjectMember, Remove
from listbot.records.describe import in_words

FULL = replace(
    PRESETS["openwrt-2026"],
    members=True,
    meetings=True,
    services=True,
    records=True,
    access=True,
    announce="project@example.org",
    private="infra-members@example.org",
    greeter="ines@example.org",
    digest=True,
    project_members=(ProjectMember("Ana", ("ana@example.org",)),),
)


def test_every_number_of_the_rules_is_said() -> None:
    """As a reader of the configuration wants to check them."""
    assert in_words(FULL) == (
        ("Rules", "of openwrt-2026, and days of UTC"),
        (
            "Joining",
            "one of 1 members of the project, if active, joins by mail, and says what they will "
            "work on; that makes a provisional member",
        ),
        (
            "Confirming",
            "a confirmed member confirms another by mail, once the project is done and 6 months "
            "are over",
        ),
        ("Leaving", "by command at once; in plain words after 48 hours without an answer"),
        (
            "Absence",
            "after 4 meetings missed in a row and 12 months since the last one attended the group "
            "is asked, and one member decides",
        ),
        ("Silence", "a member who is asked has 30 days to answer"),
        (
            "Newcomers",
            "ines@example.org is told within the hour; the recap says hello after 3 days without "
            "an answer",
        ),
        (
            "Meetings",
            "the list gets the agenda 3 days before; minutes are asked for after 3 days; the group "
            "means to hold 4 a year",
        ),
        (
            "Services",
            "3 people should be able to administer each; somebody looks at each every 6 months",
        ),
        ("Decisions", "a decision record has a notice of 14 days; objections are listed"),
        (
            "Access",
            "is withdrawn by another member when somebody leaves; only the group sees who has it",
        ),
        ("Announced", "to project@example.org"),
        ("Private", "to infra-members@example.org"),
        ("Digest", "of what waits for the group, on Mondays"),
    )


def test_what_is_off_is_said_too() -> None:
    """A group that keeps nothing, and one that keeps only lists."""
    assert in_words(GroupRules()) == (
        ("Rules", "of plain, and days of UTC"),
        ("Announced", "nowhere"),
        ("Private", "to each member alone"),
        ("Not kept", "members, meetings, services, records, access"),
    )


@pytest.mark.parametrize(
    ("rules", "what", "words"),
    [
        (
            replace(FULL, project_members=()),
            "Joining",
            "anybody joins by mail, and says what they "
            "will work on; that makes a provisional member",
        ),
        (
            replace(FULL, needs_project=False, provisional_months=0),
            "Confirming",
            "a confirmed member confirms another by mail",
        ),
        (replace(FULL, meetings=False), "Absence", "never ends a membership"),
        (
            replace(FULL, remove=Remove.AUTOMATIC, missed=1, absent_months=1),
            "Absence",
            "1 meeting missed in a row and 1 month since the last one attended end a membership",
        ),
        (
            replace(FULL, agenda_days=0, minutes_days=0, meetings_a_year=0),
            "Meetings",
            "are kept, and nobody is reminded of anything",
        ),
        (replace(FULL, min_admins=0, look_months=0), "Services", "are listed"),
        (
            replace(FULL, objections_stop=True),
            "Decisions",
            "a decision record has a notice of 14 days; an open objection stops it",
        ),
        (
            replace(FULL, public_access=True),
            "Access",
            "is withdrawn by another member when somebody leaves; anybody can see who has it",
        ),
    ],
)
def test_a_rule_that_is_off_reads_as_such(rules: GroupRules, what: str, words: str) -> None:
    """Each sentence stays a sentence."""
    assert dict(in_words(rules))[what] == words


def test_a_group_that_minds_no_newcomers_says_nothing_of_them() -> None:
    """With hello_days = 0."""
    assert "Newcomers" not in dict(in_words(replace(FULL, hello_days=0)))
