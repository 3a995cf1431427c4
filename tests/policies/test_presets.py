"""Presets: a community's rules as text, read in full or refused with every error."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.errors import ConfigError
from listbot.model.policy import Electorate, Fractions, Objection, Policy
from listbot.model.share import Of, Share
from listbot.packaged import load_policy, load_preset, preset_names, shipped_preset
from listbot.policies.presets import parse_preset, read_preset

GOOD = """
[classes.minor]
tags = ["lazy"]
silence = true
min_yes = 0
yes_gt_no = false
objection = "blocks"
reason_required = true
put_off = "0h"
if_short = "0h"
if_in_doubt = "0h"
words = false
fractions = "sign"
electorate = "roster"
window = "3 days"
min_window = "48h"
quiet_days = ["sat", "2026-12-25"]
grace = "20 min"
"""


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as raised:
        parse_preset("ours", text)
    return raised.value.faults


def test_a_preset_is_read_whole() -> None:
    """Every parameter comes from the text; tags are compared in upper case."""
    expected = Policy(
        preset="ours",
        name="minor",
        tags=("LAZY",),
        silence=True,
        min_yes=0,
        yes_gt_no=False,
        objection=Objection.BLOCKS,
        reason_required=True,
        put_off=timedelta(),
        if_short=timedelta(),
        if_in_doubt=timedelta(),
        words=False,
        fractions=Fractions.SIGN,
        electorate=Electorate.ROSTER,
        window=timedelta(days=3),
        min_window=timedelta(hours=48),
        quiet_days=("sat", "2026-12-25"),
        grace=timedelta(minutes=20),
    )
    assert parse_preset("ours", GOOD) == (expected,)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("silence = true", "", "silence: missing; expected true or false"),
        ("silence = true", "silence = 1", "silence: expected true or false, found 1"),
        ("min_yes = 0", "min_yes = -1", "min_yes: expected a whole number from 0, found -1"),
        ("min_yes = 0", "min_yes = true", "min_yes: expected a whole number from 0, found True"),
        ('["lazy"]', '"lazy"', "tags: expected a list of strings, found 'lazy'"),
        ('["lazy"]', '[" "]', "tags: expected a list of strings, found [' ']"),
        (
            '"blocks"',
            '"vetoes"',
            "objection: expected one of blocks, counts, holds, escalates, found 'vetoes'",
        ),
        (
            '"3 days"',
            '"three days"',
            """window: expected a span of time like "72h" or "3 days", found 'three days'""",
        ),
        ('"3 days"', "72", 'window: expected a span of time like "72h" or "3 days", found 72'),
        ('"3 days"', '"47h"', "window: is shorter than min_window; change one of them"),
        (
            '["sat", "2026-12-25"]',
            '["caturday"]',
            'quiet_days: expected a list of weekdays like "sat" and dates like "2026-12-25", '
            "found ['caturday']",
        ),
        (
            "2026-12-25",
            "2026-02-30",
            "quiet_days: there is no day 2026-02-30, found ['sat', '2026-02-30']",
        ),
        ("words = false", "words = false\nword = true", "word: unknown key"),
    ],
)
def test_a_fault_names_its_file_and_key(old: str, new: str, fault: str) -> None:
    """An error names its file, line and key, and says what was expected."""
    text = GOOD.replace(old, new)
    lines, key = text.splitlines(), fault.partition(":")[0]
    stated = [number for number, line in enumerate(lines, 1) if line.startswith(f"{key} =")]
    line = stated[0] if stated else lines.index("[classes.minor]") + 1
    assert faults(text) == (f"ours.toml: line {line}: classes.minor.{fault}",)


def test_a_week_without_a_day_that_counts_is_refused() -> None:
    """A silence under such a rule would never end."""
    week = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    (found,) = faults(GOOD.replace('["sat", "2026-12-25"]', week))
    assert "quiet_days: with every weekday quiet no vote would ever end; leave one out" in found


def test_all_faults_are_reported_at_once() -> None:
    """The author of a preset can fix everything in one go."""
    assert faults(
        "other = 1\n" + GOOD.replace("silence = true", "").replace("min_yes = 0", "")
    ) == (
        "ours.toml: other: unknown key",
        "ours.toml: line 3: classes.minor.silence: missing; expected true or false",
        "ours.toml: line 3: classes.minor.min_yes: missing; expected a whole number from 0",
    )


def test_a_class_may_be_like_another() -> None:
    """It states what differs; the rest, tags too, is as in the class above it, or of a preset."""
    text = GOOD + '\n[classes.ours]\nlike = "minor"\ntags = ["ours"]\nwords = true\n'
    minor, ours = parse_preset("ours", text)
    assert ours == replace(minor, name="ours", tags=("OURS",), words=True)
    (strict,) = parse_preset("ours", '[classes.strict]\nlike = "ovirt:minor"\n', load_policy)
    assert strict == replace(load_policy("ovirt:minor"), preset="ours", name="strict")


@pytest.mark.parametrize(
    ("like", "fault"),
    [
        ('"ovirt:medium"', 'unknown class "ovirt:medium"; choose one of: ovirt:substantial, '),
        ("3", 'expected a class like "ovirt:minor", found 3'),
    ],
)
def test_a_class_that_is_like_nothing_is_refused(like: str, fault: str) -> None:
    """One fault says so, not one for each parameter."""
    with pytest.raises(ConfigError) as raised:
        parse_preset("ours", f"[classes.ours]\nlike = {like}\n", load_policy)
    (found,) = raised.value.faults
    assert found.startswith(f"ours.toml: line 2: classes.ours.like: {fault}")


def test_without_other_presets_a_class_is_like_one_of_its_own() -> None:
    """A text by itself knows no other classes."""
    (found,) = faults('[classes.ours]\nlike = "ovirt:minor"\n')
    assert found.endswith("expected a class like \"ovirt:minor\", found 'ovirt:minor'")


def test_a_preset_says_where_its_rules_are_written() -> None:
    """The source is for people; it decides nothing."""
    assert read_preset("ours", 'source = "our wiki"\n' + GOOD).source == "our wiki"
    assert read_preset("ours", GOOD).source == ""
    assert faults("source = 1\n" + GOOD) == ("ours.toml: source: expected text, found 1",)
    assert all(shipped_preset(name).source for name in preset_names())


def test_a_share_that_cannot_be_read_says_why() -> None:
    """Above all, what it is a share of."""
    (found,) = faults(GOOD + 'ratio = "2/3"\n')
    assert found == (
        'ours.toml: line 19: classes.minor.ratio: "2/3" does not say of what; add "of" and one '
        "of: cast, non-abstaining, eligible, active, found '2/3'"
    )


def test_what_does_not_apply_can_be_taken_away() -> None:
    """A class that is like another one may drop a share or a limit."""
    text = '[classes.a]\nlike = "rust-fcp:fcp"\nratio = "none"\nquorum = 5\nmost_missing = "any"\n'
    (found,) = parse_preset("ours", text, load_policy)
    assert (found.ratio, found.quorum, found.most_missing) == (None, Share(5, 1, Of.ONE), None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("roles = 3", "roles: expected a list of strings, found 3"),
        ('escalates_to = "a\\nb"', "escalates_to: expected a line of text, found"),
        ("escalates_to = 3", "escalates_to: expected a line of text, found 3"),
        ('openers = "nobody"', "openers: expected one of anyone, electorate, found 'nobody'"),
        ("quorum = -1", "found -1"),
        ('extensions = "some"', 'extensions: expected a whole number from 0, or "any", found'),
    ],
)
def test_each_parameter_says_what_it_takes(line: str, fault: str) -> None:
    """Whatever kind of value it is."""
    (found,) = faults(GOOD + line + "\n")
    assert fault in found


def test_a_key_in_a_table_that_is_not_a_class_has_no_line() -> None:
    """A line is named only where it is sure."""
    text = f"{GOOD}\n[ other ]\nmin_yes = 3\n"
    assert faults(text) == ("ours.toml: other: unknown key",)
    inline = '[classes]\nminor = { like = "nothing" }\n'
    assert faults(inline)[0].startswith("ours.toml: classes.minor.like: ")


def test_a_tag_opens_one_class() -> None:
    """Otherwise the order of the file would decide which rule people vote by."""
    twice = GOOD + GOOD.replace("classes.minor", "classes.other")
    assert faults(twice) == (
        'ours.toml: line 21: classes.other.tags: has "LAZY", which already opens "minor"; '
        "give each class tags of its own",
    )


def test_tags_that_a_class_has_from_another_are_named_at_like() -> None:
    """Their author never wrote them, but wrote whose rule it is."""
    text = '[classes.a]\nlike = "ovirt:minor"\n\n[classes.b]\nlike = "own:a"\n'
    with pytest.raises(ConfigError) as raised:
        parse_preset("own", text, load_policy)
    assert raised.value.faults == (
        'own.toml: line 5: classes.b.like: tags has "LAZY" and "LAZY CONSENSUS" and "MINOR", which '
        'already open "a"; give each class tags of its own (tags = ["LAZY", "LAZY CONSENSUS", '
        '"MINOR"] as in "own:a")',
    )


def test_titles_may_share_a_tag() -> None:
    """One class may need no words, and each beginning belongs to one class."""
    other = GOOD.replace("classes.minor", "classes.other") + 'titles = ["Merge"]\n'
    assert [each.titles for each in parse_preset("ours", GOOD + other)] == [(), ("Merge",)]
    third = other.replace("classes.other", "classes.third").replace("Merge", "merge it")
    assert faults(GOOD + other + third) == (
        'ours.toml: line 56: classes.third.titles: has "merge it", and a title that begins so '
        'already opens "other"',
    )
    assert len(parse_preset("ours", GOOD + third + other)) == 3


def test_titles_that_tell_a_class_from_no_other_are_refused() -> None:
    """Whatever the title says, the tag opens the only class that has it."""
    assert faults(GOOD + 'titles = ["merge"]\n') == (
        "ours.toml: line 19: classes.minor.titles: never apply, since no other class has one of "
        "its tags; leave them out",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[classes.a]\nlike = "a"\n', 'a" is this class; name one above it, or one like "ovirt:m'),
        (
            '[classes.a]\nlike = "b"\n[classes.b]\nlike = "ovirt:minor"\n',
            '"b" is further down; write it above the classes that are like it',
        ),
        (
            '[classes.a]\nlike = "minor"\n',
            'no class above is named "minor"; another preset\'s is written "ovirt:minor"',
        ),
    ],
)
def test_a_class_that_cannot_be_like_that_one_is_told_which(text: str, fault: str) -> None:
    """Itself, one below it, or one that another preset has."""
    with pytest.raises(ConfigError) as raised:
        parse_preset("ours", text, load_policy)
    (found,) = raised.value.faults
    assert found.startswith("ours.toml: line 2: classes.a.like: ")
    assert fault in found


def test_a_rule_that_states_hardly_anything_lacks_the_one_it_is_like() -> None:
    """One fault says so, not one for each parameter."""
    (found,) = faults('[classes.ours]\nwindow = "48h"\n')
    assert found.startswith(
        'ours.toml: line 1: classes.ours: write the class that it is like, as like = "ovirt:minor",'
        " or state tags, silence, min_yes, "
    )


def test_what_is_wrong_with_a_class_is_said_once() -> None:
    """Not again of each class that is like it."""
    wrong = GOOD.replace("min_yes = 0", "min_yes = 3")
    text = wrong + '\n[classes.other]\nlike = "minor"\ntags = ["OTHER"]\n'
    text += '\n[classes.third]\nlike = "other"\ntags = ["THIRD"]\n'
    (found,) = faults(text)
    assert found.startswith("ours.toml: line 5: classes.minor.min_yes: never applies")


def test_a_name_that_no_command_takes_is_refused() -> None:
    """A result prints the name of its class as a word of a command."""
    (found,) = faults(GOOD.replace("classes.minor", 'classes."a:b"'))
    assert found.startswith('ours.toml: line 2: classes.a:b: a name has letters, digits, "-"')


def test_a_rule_that_has_decided_is_read_as_it_is() -> None:
    """Else a vote could not be counted again once listbot finds more contradictions."""
    text = GOOD.replace("min_yes = 0", "min_yes = 3") + 'titles = ["merge"]\n'
    (found,) = parse_preset("ours", text, decided=True)
    assert (found.min_yes, found.titles) == (3, ("merge",))


@pytest.mark.parametrize("text", ["", "classes = 1", "[classes]"])
def test_a_preset_has_a_class(text: str) -> None:
    """A text without classes is not a preset."""
    assert faults(text) == ("ours.toml: classes: at least one [classes.NAME] is needed",)


def test_a_class_is_a_table() -> None:
    """A value in its place is reported, with everything then missing."""
    assert faults("[classes]\nminor = 1")[0] == "ours.toml: classes.minor: expected a table"


def test_a_text_that_is_not_toml_is_refused_with_its_place() -> None:
    """The parser's own words name the line."""
    assert faults("[classes")[0].startswith("ours.toml: ")


def test_the_shipped_presets_are_good() -> None:
    """Each of them loads, and ovirt has the two classes of the team's page."""
    assert "ovirt" in preset_names()
    assert [policy.id for policy in load_preset("ovirt")] == ["ovirt:substantial", "ovirt:minor"]
    assert all(load_preset(name) for name in preset_names())


@pytest.mark.parametrize(
    ("id", "fault"),
    [
        ("nobody:minor", 'unknown preset "nobody"; choose one of: '),
        (
            "ovirt:medium",
            'unknown class "ovirt:medium"; choose one of: ovirt:substantial, ovirt:minor',
        ),
        ("ovirt", 'unknown class "ovirt"; choose one of: '),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(id: str, fault: str) -> None:
    """There are few enough shipped ones to list."""
    with pytest.raises(ConfigError) as raised:
        load_policy(id)
    assert raised.value.faults[0].startswith(fault)
