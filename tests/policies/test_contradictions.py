"""A rule that contradicts itself is refused; one that its roster cannot fill is warned about."""

from dataclasses import replace

import pytest

from listbot.errors import ConfigError
from listbot.model.policy import Electorate, Policy, Roster
from listbot.packaged import load_policy, load_preset, preset_names
from listbot.policies.contradictions import contradictions, never_met
from listbot.policies.presets import parse_preset
from tests.policies.counted import roster_of

SILENT = 'never applies, since silence passes; set silence = false or on_objection = "vote"'

CASES = (
    ("ovirt:minor", "min_yes = 3", "min_yes", SILENT),
    ("ovirt:minor", "yes_gt_no = true", "yes_gt_no", SILENT),
    ("ovirt:minor", 'ratio = "2/3 of cast"', "ratio", SILENT),
    ("ovirt:minor", 'support_floor = "1/2 of eligible"', "support_floor", SILENT),
    ("ovirt:minor", 'quorum = "at least 5"', "quorum", SILENT),
    ("ovirt:minor", "most_missing = 2", "most_missing", SILENT),
    ("ovirt:minor", 'put_off = "72h"', "put_off", SILENT),
    ("ovirt:minor", 'if_short = "72h"', "if_short", SILENT),
    ("ovirt:minor", "ask_silent = true", "ask_silent", SILENT),
    (
        "ovirt:substantial",
        'ask_silent = true\nelectorate = "everyone"',
        "ask_silent",
        'cannot find out who of everyone is silent; set electorate = "roster"',
    ),
    (
        "ovirt:minor",
        'early_close = "passed"',
        "early_close",
        "is not for a silence, which lasts until its close",
    ),
    (
        "ovirt:minor",
        'choice = "most"',
        "choice",
        "silence chooses nothing; set silence = false",
    ),
    (
        "ovirt:substantial",
        'on_objection = "vote"',
        "on_objection",
        "is only for a class that passes by silence; leave it out",
    ),
    (
        "ovirt:substantial",
        'quiet_days = ["sat"]',
        "quiet_days",
        "only stop the clock of a class that passes by silence",
    ),
    (
        "ovirt:substantial",
        'ratio = "more than 1 of cast"',
        "ratio",
        "asks for more than everybody, which is never reached; write a smaller share",
    ),
    (
        "ovirt:substantial",
        'ratio = "3/2 of cast"',
        "ratio",
        "asks for more than everybody, which is never reached; write a smaller share",
    ),
    ("ovirt:substantial", 'ratio = "0 of cast"', "ratio", "asks for nothing; leave it out"),
    (
        "ovirt:substantial",
        'ratio = "2/3 of non-abstaining"\nabstain_weight = "1/2"',
        "ratio",
        'cannot leave out abstentions that are half an approval; write "of cast"',
    ),
    (
        "ovirt:substantial",
        'quorum = "1/2 of eligible"\nelectorate = "everyone"',
        "quorum",
        'needs a number of people; set electorate = "roster"',
    ),
    (
        "ovirt:substantial",
        'support_floor = "1/2 of active"',
        "support_floor",
        "needs active_window or active_votes, which say who is an active voter",
    ),
    (
        "ovirt:substantial",
        'ratio = "at least 2"',
        "ratio",
        'is not a number; write "of cast" after it, or set min_yes',
    ),
    (
        "ovirt:substantial",
        'support_floor = "1/2 of cast"',
        "support_floor",
        'is a share of "eligible" or "active"; for votes, use ratio',
    ),
    (
        "ovirt:substantial",
        'quorum = "1/2 of cast"',
        "quorum",
        'is a number, or a share of "eligible" or "active"',
    ),
    ("ovirt:substantial", 'quorum_counts = "yes"', "quorum_counts", "needs a quorum"),
    (
        "ovirt:substantial",
        'active_window = "183 days"',
        "active_window",
        'never applies: nothing is a share of "active"',
    ),
    (
        "ovirt:substantial",
        "active_votes = 3",
        "active_votes",
        'never applies: nothing is a share of "active"',
    ),
    (
        "ovirt:substantial",
        'most_missing = 2\nelectorate = "everyone"',
        "most_missing",
        'cannot say who is missing of everyone; set electorate = "roster"',
    ),
    (
        "ovirt:substantial",
        'roles = ["pmc"]\nelectorate = "posters"',
        "roles",
        'needs electorate = "roster"',
    ),
    (
        "ovirt:substantial",
        'objection = "escalates"',
        "objection",
        "escalates_to is missing: write who decides about an objection "
        '(escalates_to = "" as in "ovirt:substantial")',
    ),
    (
        "ovirt:substantial",
        'escalates_to = "the board"',
        "escalates_to",
        'needs objection = "escalates"',
    ),
    (
        "ovirt:substantial",
        'objection = "counts"',
        "objection",
        'put_off never applies, since an objection only counts; set put_off = "0h", or objection = '
        '"holds" (put_off = "72 h" as in "ovirt:substantial")',
    ),
    (
        "ovirt:substantial",
        'objection = "holds"\nput_off = "0h"',
        "put_off",
        "is missing: an objection that holds puts the close off",
    ),
    (
        "ovirt:substantial",
        'objection = "counts"\nput_off = "0h"\nlapse = "14d"',
        "lapse",
        "never applies, since an objection only counts",
    ),
    (
        "ovirt:substantial",
        'objection = "counts"\nput_off = "0h"\nlapse_by_majority = true',
        "lapse_by_majority",
        "never applies, since an objection only counts",
    ),
    (
        "ovirt:substantial",
        'window = "24h"',
        "window",
        "is shorter than min_window; change one of them",
    ),
    (
        "ovirt:substantial",
        'window = "0h"\nmin_window = "0h"',
        "window",
        "is too short for anybody to vote in",
    ),
    (
        "ovirt:substantial",
        'extenders = "nobody"\nextensions = 2',
        "extensions",
        "never applies, since nobody may move the close",
    ),
    (
        "ovirt:substantial",
        "extensions = 0",
        "extensions",
        'is 0; to forbid moving the close, set extenders = "nobody"',
    ),
    (
        "ovirt:substantial",
        'min_open = "24h"',
        "min_open",
        "never applies, since the vote does not close early",
    ),
    (
        "ovirt:substantial",
        'early_hold = "24h"',
        "early_hold",
        "never applies, since the vote does not close early",
    ),
    (
        "ovirt:substantial",
        'early_close = "all voted"\nelectorate = "everyone"',
        "early_close",
        "cannot know who of everyone has yet to vote",
    ),
    (
        "ovirt:substantial",
        'early_close = "passed"\nmin_open = "9 days"',
        "min_open",
        "is not shorter than window, so the vote never closes early",
    ),
    (
        "ovirt:substantial",
        'early_close = "passed"\nchoice = "most"',
        "early_close",
        "would end a choice that people may still change",
    ),
    ("ovirt:minor", "tags = []", "tags", "is empty, so no subject opens this class"),
    ("ovirt:minor", 'tags = ["[vote]"]', "tags", 'has "[VOTE]": write it without brackets, "VOTE"'),
    ("ovirt:minor", 'tags = ["[]"]', "tags", 'has "[]": write it without brackets, "VOTE"'),
    ("ovirt:minor", 'tags = ["VOTE", "vote"]', "tags", 'has "VOTE" twice'),
    ("ovirt:minor", 'tags = ["RFC"]', "tags", 'has "RFC", a tag that listbot knows itself'),
    ("ovirt:minor", 'tags = ["[Cancel]"]', "tags", "a mail with [CANCEL] never opens a vote"),
    (
        "ovirt:minor",
        'tags = ["code-change"]',
        "tags",
        'has "CODE-CHANGE", which no subject is compared with; write "CODE CHANGE"',
    ),
    ("ovirt:minor", f'tags = ["{61 * "A"}"]', "tags", "is not found in a subject"),
    ("ovirt:minor", 'titles = ["..."]', "titles", 'has "...", which has no word'),
    (
        "ovirt:minor",
        'titles = ["[VOTE] Merge"]',
        "titles",
        "write only the words that come after the tag",
    ),
    (
        "ovirt:minor",
        'objection = "counts"',
        "objection",
        'never applies, since any objection stops a silence; write "blocks" '
        '(silence = true as in "ovirt:minor")',
    ),
    (
        "ovirt:minor",
        "silence = false",
        "silence",
        "min_yes is 0, and so it passes unless somebody objects; set min_yes, yes_gt_no or ratio",
    ),
    (
        "openwrt-2016:rules",
        'choice = "most"',
        "choice",
        "ratio never applies, since the approvals of each option are all that counts; leave it out "
        '(ratio = "at least 2/3 of eligible" as in "openwrt-2016:rules")',
    ),
    ("ovirt:minor", 'proposer_vote = "implied"', "proposer_vote", SILENT),
    (
        "apache:release",
        "min_yes = 0\nyes_gt_no = false",
        "min_yes",
        "is 0, and so it passes whatever the votes; set min_yes, yes_gt_no or ratio",
    ),
    (
        "apache:procedural",
        "yes_gt_no = false\nquorum = 5",
        "yes_gt_no",
        "min_yes is 0, and so it passes whatever the votes, once its quorum is filled",
    ),
    (
        "ovirt:minor",
        'on_objection = "vote"\nobjection = "counts"',
        "objection",
        "min_yes is 0, and so it passes whatever the votes",
    ),
    (
        "apache:procedural",
        'if_short = "72h"',
        "if_short",
        "never applies, since no number of people is asked for; set min_yes or a quorum "
        '(min_yes = 0 as in "apache:procedural")',
    ),
    (
        "openwrt-2016:rules",
        'support_floor = "1/2 of eligible"',
        "support_floor",
        "asks for no more than ratio does, of the same people; leave it out",
    ),
    ("ovirt:substantial", "quorum = 3", "quorum", "asks for no more than min_yes does"),
    (
        "ovirt:substantial",
        'abstain_weight = "1/2"',
        "abstain_weight",
        "never applies, since nothing is a share; set ratio, or leave it out",
    ),
    (
        "ovirt:substantial",
        'openers = "electorate"\nelectorate = "everyone"',
        "openers",
        "makes no difference, since everybody may vote; leave it out",
    ),
    (
        "ovirt:substantial",
        'objectors = "electorate"\nelectorate = "everyone"',
        "objectors",
        "makes no difference, since everybody may vote; leave it out",
    ),
    (
        "ovirt:minor",
        'lapse_by_majority = true\nelectorate = "everyone"',
        "lapse_by_majority",
        'is for the members of a roster; set electorate = "roster"',
    ),
    (
        "apache:release",
        'objectors = "anyone"',
        "objectors",
        "never applies, since an objection only counts",
    ),
    (
        "ovirt:substantial",
        'early_close = "passed"',
        "early_close",
        "min_window is not shorter than window, so the vote never closes early",
    ),
    (
        "ovirt:substantial",
        'early_close = "passed"\nwindow = "9 days"\nearly_hold = "9 days"',
        "early_hold",
        "is not shorter than window, so the vote never closes early",
    ),
    (
        "ovirt:substantial",
        'early_close = "passed"\nmin_window = "0h"\nwindow = "24h"\nearly_hold = "5h"',
        "early_close",
        "never comes before the close: the vote is looked at once a day, for 60 days",
    ),
    ("ovirt:minor", 'escalates_to = " "\nobjection = "escalates"', "escalates_to", "is missing"),
)


@pytest.mark.parametrize(("like", "text", "key", "what"), CASES)
def test_a_contradiction_is_refused_where_it_stands(
    like: str, text: str, key: str, what: str
) -> None:
    """The fault names the file, the class and the key, and says what to do."""
    whole = f'[classes.ours]\nlike = "{like}"\n{text}\n'
    with pytest.raises(ConfigError) as raised:
        parse_preset("ours", whole, load_policy)
    at = f": classes.ours.{key}: "
    found = [fault for fault in raised.value.faults if at in fault and what in fault]
    assert (len(found), raised.value.faults[0].startswith("ours.toml: line ")) == (1, True)
    line = int(raised.value.faults[0].split()[2].rstrip(":"))
    assert line > 2  # one that the author of the class wrote


@pytest.mark.parametrize(
    "text",
    [
        'like = "ovirt:minor"\non_objection = "vote"\nmin_yes = 3\nput_off = "72h"',
        'like = "ovirt:substantial"\nearly_close = "all voted"\nmin_window = "24h"',
        'like = "ovirt:substantial"\nchoice = "approvals"',
        'like = "apache:procedural"\nchoice = "approvals"\nyes_gt_no = false',
        'like = "apache:procedural"\nyes_gt_no = false\nquorum = 5\nquorum_counts = "yes"',
        'like = "ovirt:substantial"\nquorum = 3\nquorum_counts = "yes"\nfractions = "sum"',
        'like = "ovirt:substantial"\nif_short = "72h"',
        'like = "ovirt:substantial"\nobjection = "holds"',
        'like = "ovirt:substantial"\nlapse = "14d"\nextensions = 1',
    ],
)
def test_what_fits_together_is_taken(text: str) -> None:
    """Only contradictions are refused."""
    assert len(parse_preset("ours", f"[classes.ours]\n{text}\n", load_policy)) == 1


def test_no_shipped_class_contradicts_itself() -> None:
    """They pass the checks that other people's rules must pass."""
    shipped = [policy for name in preset_names() for policy in load_preset(name)]
    assert [tuple(contradictions(policy)) for policy in shipped] == [()] * len(shipped)


SUBSTANTIAL = load_policy("ovirt:substantial")


@pytest.mark.parametrize(
    ("policy", "roster", "found"),
    [
        (SUBSTANTIAL, roster_of(3), ()),
        (SUBSTANTIAL, roster_of(2), (("min_yes", "needs 3 +1, and the roster has 2"),)),
        (SUBSTANTIAL, Roster(), ()),
        (replace(SUBSTANTIAL, electorate=Electorate.EVERYONE), roster_of(2), ()),
        (
            replace(SUBSTANTIAL, roles=("pmc", "board")),
            roster_of(3, "member"),
            (("roles", "nobody on the roster is pmc or board"),),
        ),
        (
            load_policy("debian-gr:resolution"),
            roster_of(2),
            (("quorum", "needs 3 people, and the roster has 2"),),
        ),
        (load_policy("debian-gr:resolution"), roster_of(3), ()),
    ],
)
def test_a_rule_that_its_roster_can_never_fill_is_found(
    policy: Policy, roster: Roster, found: tuple[tuple[str, str], ...]
) -> None:
    """A roster may grow, so this is a warning."""
    assert tuple(never_met(policy, roster)) == found
