"""The shipped presets as tables of cases: so many votes in, the outcome and its words out.

Each case names the size of the roster and, where the rule asks for them, how many had voted before.
Each is judged as if the vote closed now, after all put-offs.
"""

import pytest

from listbot.model.policy import class_opened
from listbot.model.proposal import State
from listbot.packaged import load_policy, load_preset
from tests.policies.counted import judged

PASSED, NOT_PASSED, STOPPED = State.PASSED, State.NOT_PASSED, State.STOPPED

APACHE = (
    ("release", "3 +1", PASSED, "3 x +1 (3 needed), 0 x 0, 0 x -1"),
    ("release", "2 +1", NOT_PASSED, "too few: 2 x +1 (3 needed), 0 x 0, 0 x -1"),
    ("release", "4 +1; 3 -1", PASSED, "4 x +1 (3 needed), 0 x 0, 3 x -1"),
    ("release", "3 +1; 3 -1", NOT_PASSED, "a tie does not pass: 3 x +1 (3 needed), 0 x 0, 3 x -1"),
    ("release", "3 +1; 1 -1 with reason", PASSED, "3 x +1 (3 needed), 0 x 0, 1 x -1"),
    ("release", "2 +1; 1 +0.5", NOT_PASSED, "too few: 3 x +1 (3 needed), 0 x 0, 0 x -1"),
    ("procedural", "1 +1", PASSED, "1 x +1, 0 x 0, 0 x -1"),
    ("procedural", "", NOT_PASSED, "a tie does not pass: 0 x +1, 0 x 0, 0 x -1"),
    ("procedural", "5 0", NOT_PASSED, "a tie does not pass: 0 x +1, 5 x 0, 0 x -1"),
    ("procedural", "1 +1; 2 -1", NOT_PASSED, "more against than for: 1 x +1, 0 x 0, 2 x -1"),
    ("code-change", "3 +1", PASSED, "3 x +1 (3 needed), 0 x 0, 0 x -1"),
    ("code-change", "9 +1; 1 -1 with reason", STOPPED, "1 objection open at the close"),
    (
        "code-change",
        "3 +1; 1 -1",
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1; 1 x -1 without a reason, no weight",
    ),
    ("lazy", "", PASSED, "no objection"),
    ("lazy", "1 -1", STOPPED, "1 objection open at the close"),
)

OPENWRT_2016 = (
    (
        "rules",
        42,
        "28 +1",
        PASSED,
        "28 x +1, 0 x 0, 0 x -1, approval by 28 of the 42 people who may vote (28 needed)",
    ),
    (
        "rules",
        42,
        "27 +1",
        NOT_PASSED,
        "not approved by enough: 27 x +1, 0 x 0, 0 x -1, approval by 27 of the 42 people who may "
        "vote (28 needed)",
    ),
    (
        "simple",
        42,
        "21 +1",
        NOT_PASSED,
        "not approved by enough: 21 x +1, 0 x 0, 0 x -1, approval by 21 of the 42 people who may "
        "vote (22 needed)",
    ),
    (
        "simple",
        42,
        "22 +1; 20 -1",
        PASSED,
        "22 x +1, 0 x 0, 20 x -1, approval by 22 of the 42 people who may vote (22 needed)",
    ),
)

OPENWRT_2025 = (
    # Two thirds of those who take part, exactly; and half of the active voters, exactly.
    (
        "simple",
        2,
        "4 +1; 2 -1",
        PASSED,
        "4 x +1, 0 x 0, 2 x -1, approval by 4 of the 6 votes cast (4 needed), approval by 4 of the "
        "8 active voters (4 needed)",
    ),
    (
        "simple",
        3,
        "4 +1; 2 -1",
        NOT_PASSED,
        "too little support: 4 x +1, 0 x 0, 2 x -1, approval by 4 of the 6 votes cast (4 needed), "
        "approval by 4 of the 9 active voters (5 needed)",
    ),
    (
        "simple",
        0,
        "3 +1; 2 -1",
        NOT_PASSED,
        "not approved by enough: 3 x +1, 0 x 0, 2 x -1, approval by 3 of the 5 votes cast "
        "(4 needed), approval by 3 of the 5 active voters (3 needed)",
    ),
    # A neutral vote is half an approval.
    (
        "simple",
        1,
        "1 +1; 2 0",
        PASSED,
        "1 x +1, 2 x 0, 0 x -1, approval by 2 of the 3 votes cast (2 needed), approval by 2 of the "
        "4 active voters (2 needed)",
    ),
    (
        "rules",
        2,
        "3 +1; 1 -1",
        PASSED,
        "3 x +1, 0 x 0, 1 x -1, approval by 3 of the 4 votes cast (3 needed), approval by 3 of the "
        "6 active voters (3 needed)",
    ),
    (
        "rules",
        0,
        "2 +1; 1 0",
        PASSED,
        "2 x +1, 1 x 0, 0 x -1, approval by 2 1/2 of the 3 votes cast (3 needed), approval by "
        "2 1/2 of the 3 active voters (2 needed)",
    ),
    (
        "rules",
        0,
        "2 +1; 1 -1",
        NOT_PASSED,
        "not approved by enough: 2 x +1, 0 x 0, 1 x -1, approval by 2 of the 3 votes cast "
        "(3 needed), approval by 2 of the 3 active voters (2 needed)",
    ),
    (
        "simple",
        None,
        "9 +1",
        NOT_PASSED,
        "no electorate known: 9 x +1, 0 x 0, 0 x -1, approval by 9 of the 9 votes cast (6 needed), "
        "approval by 9, and at least 1/2 of the active voters needed, whose number is not known",
    ),
)

FEDORA = (
    ("consensus", "3 +1", PASSED, "3 x +1 (3 needed), 0 x 0, 0 x -1"),
    ("consensus", "2 +1; 5 0", NOT_PASSED, "too few: 2 x +1 (3 needed), 5 x 0, 0 x -1"),
    (
        "consensus",
        "5 +1; 1 -1 with reason",
        STOPPED,
        "1 objection open at the close, for the Fedora Project Leader",
    ),
    (
        "consensus",
        "3 +1; 1 -1",
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1; 1 x -1 without a reason, no weight",
    ),
    ("lazy", "", PASSED, "no objection"),
)

PEP_13 = (
    # Three of five are a strict majority; two of four are not, once one abstains.
    (
        "council",
        5,
        "3 +1; 2 -1",
        PASSED,
        "3 x +1, 0 x 0, 2 x -1, approval by 3 of the 5 people who may vote, abstentions aside "
        "(3 needed)",
    ),
    (
        "council",
        5,
        "2 +1; 2 -1; 1 0",
        NOT_PASSED,
        "not approved by enough: 2 x +1, 1 x 0, 2 x -1, approval by 2 of the 4 people who may "
        "vote, abstentions aside (3 needed)",
    ),
    (
        "council",
        5,
        "1 +1; 4 0",
        PASSED,
        "1 x +1, 4 x 0, 0 x -1, approval by 1 of the 1 people who may vote, abstentions aside "
        "(1 needed)",
    ),
    (
        "council",
        5,
        "5 0",
        NOT_PASSED,
        "not approved by enough: 0 x +1, 5 x 0, 0 x -1, approval by 0 of the 0 people who may "
        "vote, abstentions aside (1 needed)",
    ),
    # "a 3:2 vote is insufficient; 4:1 in favor is the minimum"
    (
        "ejection",
        5,
        "3 +1; 2 -1",
        NOT_PASSED,
        "not approved by enough: 3 x +1, 0 x 0, 2 x -1, approval by 3 of the 5 people who may "
        "vote, abstentions aside (4 needed)",
    ),
    (
        "ejection",
        5,
        "4 +1; 1 -1",
        PASSED,
        "4 x +1, 0 x 0, 1 x -1, approval by 4 of the 5 people who may vote, abstentions aside "
        "(4 needed)",
    ),
    (
        "membership",
        90,
        "20 +1; 10 -1",
        PASSED,
        "20 x +1, 0 x 0, 10 x -1, approval by 20 of the 30 votes cast (20 needed)",
    ),
    (
        "amendment",
        90,
        "19 +1; 10 -1",
        NOT_PASSED,
        "not approved by enough: 19 x +1, 0 x 0, 10 x -1, approval by 19 of the 29 votes cast "
        "(20 needed)",
    ),
    (
        "no-confidence",
        90,
        "1 +1",
        PASSED,
        "1 x +1, 0 x 0, 0 x -1, approval by 1 of the 1 votes cast (1 needed)",
    ),
)

RUST = (
    # The proposal itself, of the first member, is not in these cases.
    (
        5,
        "3 +1",
        PASSED,
        "3 x +1, 0 x 0, 0 x -1, approval by 3 of the 5 people who may vote (3 needed), 2 of 5 "
        "without a +1 (2 allowed)",
    ),
    (
        9,
        "6 +1",
        NOT_PASSED,
        "too many have not said +1: 6 x +1, 0 x 0, 0 x -1, approval by 6 of the 9 people who may "
        "vote (5 needed), 3 of 9 without a +1 (2 allowed)",
    ),
    (
        9,
        "7 +1",
        PASSED,
        "7 x +1, 0 x 0, 0 x -1, approval by 7 of the 9 people who may vote (5 needed), 2 of 9 "
        "without a +1 (2 allowed)",
    ),
    (
        4,
        "2 +1",
        NOT_PASSED,
        "not approved by enough: 2 x +1, 0 x 0, 0 x -1, approval by 2 of the 4 people who may vote "
        "(3 needed), 2 of 4 without a +1 (2 allowed)",
    ),
    (9, "8 +1; 1 -1 with reason", STOPPED, "1 objection open at the close"),
)

DEBIAN = (
    # 3Q of 1000 developers is 47.43...: 48 must prefer it.
    (
        "resolution",
        1000,
        "48 +1; 47 -1",
        PASSED,
        "48 x +1, 0 x 0, 47 x -1, quorum: 48 (48 needed)",
    ),
    (
        "resolution",
        1000,
        "47 +1",
        NOT_PASSED,
        "no quorum: 47 x +1, 0 x 0, 0 x -1, quorum: 47 (48 needed)",
    ),
    # 3Q of 400 is exactly 30.
    ("resolution", 400, "30 +1", PASSED, "30 x +1, 0 x 0, 0 x -1, quorum: 30 (30 needed)"),
    (
        "resolution",
        400,
        "40 +1; 40 -1",
        NOT_PASSED,
        "a tie does not pass: 40 x +1, 0 x 0, 40 x -1, quorum: 40 (30 needed)",
    ),
    (
        "constitution",
        400,
        "60 +1; 20 -1; 9 0",
        PASSED,
        "60 x +1, 9 x 0, 20 x -1, quorum: 60 (30 needed), approval by 60 of the 80 votes that do "
        "not abstain (60 needed)",
    ),
    (
        "constitution",
        400,
        "59 +1; 20 -1",
        NOT_PASSED,
        "not approved by enough: 59 x +1, 0 x 0, 20 x -1, quorum: 59 (30 needed), approval by 59 "
        "of the 79 votes that do not abstain (60 needed)",
    ),
    (
        "overrule",
        400,
        "40 +1; 20 -1",
        PASSED,
        "40 x +1, 0 x 0, 20 x -1, quorum: 40 (30 needed), approval by 40 of the 60 votes that do "
        "not abstain (40 needed)",
    ),
)


@pytest.mark.parametrize(
    ("tag", "title", "name"),
    [
        ("VOTE", "Release juniper 1.2", "release"),
        ("VOTE", "Juniper 1.2, RC2", "release"),
        ("VOTE", "Merge the branch of the index into trunk", "code-change"),
        ("VOTE", "Code change: drop Python 2", "code-change"),
        ("CODE", "Drop Python 2", "code-change"),
        ("PROCEDURAL", "Merge the two lists", "procedural"),
        ("LAZY", "Release juniper 1.2", "lazy"),
    ],
)
def test_apache_tells_classes_by_tags_and_titles(tag: str, title: str, name: str) -> None:
    """A plain [VOTE] is a release, which knows no veto, unless its title says otherwise."""
    found = class_opened(load_preset("apache"), tag, title)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(("name", "said", "state", "reason"), APACHE)
def test_apache(name: str, said: str, state: State, reason: str) -> None:
    """A release needs three and a majority, a change of code three and no veto; all else a
    majority.
    """
    got = judged(load_policy(f"apache:{name}"), 20, said)
    assert (got.state, got.reason) == (state, reason)


@pytest.mark.parametrize(("name", "size", "said", "state", "reason"), OPENWRT_2016)
def test_openwrt_2016(name: str, size: int, said: str, state: State, reason: str) -> None:
    """More than half of all committers; two thirds of them for the rules."""
    got = judged(load_policy(f"openwrt-2016:{name}"), size, said)
    assert (got.state, got.reason) == (state, reason)


NO_DEADLINE = " (the opening did not say when it closes)"


@pytest.mark.parametrize(("name", "silent", "said", "state", "reason"), OPENWRT_2025)
def test_openwrt_2025(name: str, silent: int | None, said: str, state: State, reason: str) -> None:
    """Two thirds, or 75 %, of those who take part, and half of the active voters."""
    # `silent` members voted before and do not vote now.
    got = judged(load_policy(f"openwrt-2025:{name}"), 40, said, silent)
    assert (got.state, got.reason) == (state, reason + NO_DEADLINE)


@pytest.mark.parametrize(("name", "said", "state", "reason"), FEDORA)
def test_fedora_council(name: str, said: str, state: State, reason: str) -> None:
    """Three in favour and nobody against; a -1 names its concerns."""
    got = judged(load_policy(f"fedora-council:{name}"), 9, said)
    assert (got.state, got.reason) == (state, reason)


@pytest.mark.parametrize(("name", "size", "said", "state", "reason"), PEP_13)
def test_pep_13(name: str, size: int, said: str, state: State, reason: str) -> None:
    """The council by its majority without abstentions, the core team by two thirds of the votes."""
    got = judged(load_policy(f"pep13:{name}"), size, said)
    assert (got.state, got.reason) == (state, reason)


@pytest.mark.parametrize(("size", "said", "state", "reason"), RUST)
def test_rust_fcp(size: int, said: str, state: State, reason: str) -> None:
    """A majority, at most two missing, and no open concern."""
    got = judged(load_policy("rust-fcp:fcp"), size, said)
    assert (got.state, got.reason) == (state, reason)


@pytest.mark.parametrize(("name", "size", "said", "state", "reason"), DEBIAN)
def test_debian_gr(name: str, size: int, said: str, state: State, reason: str) -> None:
    """3Q developers in favour, not rounded, and more for than against, or 2:1, or 3:1."""
    got = judged(load_policy(f"debian-gr:{name}"), size, said)
    assert (got.state, got.reason) == (state, reason)
