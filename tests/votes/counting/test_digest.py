"""The digest: made as docs/digest.md says, the same for equal counts, different for any
difference that matters.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.model.policy import Electorate, Fractions, Member, Objection, Policy, Roster
from listbot.model.proposal import Act, Proposal, Verb
from listbot.model.share import Of, Share
from listbot.votes.counting.counted import Vote, VoteStatus
from listbot.votes.counting.digest import APART, DEFAULTS, FIRST, digest, utc
from listbot.votes.counting.tally import count
from listbot.votes.counting.voters import mark_of
from tests.votes.counting.ballots import CLOSES, OPENED, SUBSTANTIAL, after, entry, heard, proposal

DOCUMENT = (Path(__file__).parents[3] / "docs" / "digest.md").read_text(encoding="utf-8")
ROSTER = Roster(
    (Member("Ana", ("ana@example.org", "ana@example.net")), Member("Omar", ("omar@example.org",)))
)
ASKED = proposal(roster=ROSTER)
VOTES = count(ASKED, heard("Ana +1; Omar -1"), frozenset(), CLOSES).votes


def documented(
    asked: Proposal, rule: Policy, closes: datetime | None, votes: Sequence[Vote]
) -> str:
    """A digest computed from docs/digest.md alone."""

    def text(value: str) -> str:
        return json.dumps(value)

    def boolean(value: bool) -> str:
        return "true" if value else "false"

    def span(value: timedelta) -> str:
        return f'"{value.days * 86400 + value.seconds}"'

    def time(value: datetime) -> str:
        return value.astimezone(UTC).strftime('"%Y-%m-%dT%H:%M:%SZ"')

    def listed(values: list[str]) -> str:
        return f"[{','.join(values)}]"

    who = '"everyone"'
    if rule.electorate is Electorate.ROSTER:
        marks = [
            hashlib.sha256(each.addresses[0].encode()).hexdigest() for each in asked.roster.members
        ]
        who = listed([text(mark) for mark in sorted(marks)]) if marks else '"posters"'
    rows = sorted(
        (vote.mail, vote.item or "", vote.value, str(vote.status))
        for vote in votes
        if vote.status not in ("late", "unverified")
    )
    days = listed([text(day) for day in sorted(rule.quiet_days)])
    parameters = (
        f'{{"fractions":"{rule.fractions}","grace":{span(rule.grace)},"if_in_doubt":{span(rule.if_in_doubt)}'
        f',"if_short":{span(rule.if_short)},"min_window":{span(rule.min_window)},"min_yes":"{rule.min_yes}"'
        f',"objection":"{rule.objection}","put_off":{span(rule.put_off)},"quiet_days":{days}'
        f',"reason_required":{boolean(rule.reason_required)},"silence":{boolean(rule.silence)}'
        f',"window":{span(rule.window)},"words":{boolean(rule.words)},"yes_gt_no":{boolean(rule.yes_gt_no)}}}'
    )
    whole = (
        f'{{"closes":{time(closes) if closes else "null"},"electorate":{who}'
        ',"format":"listbot-digest-1"'
        f',"opened":{time(asked.opened)},"rule":{parameters}'
        f',"votes":{listed([listed([text(each) for each in row]) for row in rows])}}}'
    )
    return f"sha256:{hashlib.sha256(whole.encode('ascii')).hexdigest()}:v1"


def test_the_example_of_the_document_is_true() -> None:
    """A result letter of years ago must still recount to its digest: the format never changes."""
    example, printed = re.findall(
        r"^```(?:json)?\n(.*?)\n```$", DOCUMENT, re.MULTILINE | re.DOTALL
    )[1:]
    facts = json.dumps(json.loads(example), sort_keys=True, separators=(",", ":"))
    assert facts == example.replace(",\n", ",")
    assert printed == f"sha256:{hashlib.sha256(facts.encode()).hexdigest()}:v1"
    assert printed == digest(ASKED, SUBSTANTIAL, CLOSES, VOTES)


SPANS = st.integers(0, 10**7).map(lambda seconds: timedelta(seconds=seconds))
POLICIES = st.builds(
    replace,
    st.just(SUBSTANTIAL),
    silence=st.booleans(),
    min_yes=st.integers(0, 2000),
    yes_gt_no=st.booleans(),
    objection=st.sampled_from(Objection),
    reason_required=st.booleans(),
    put_off=SPANS,
    if_short=SPANS,
    if_in_doubt=SPANS,
    words=st.booleans(),
    fractions=st.sampled_from(Fractions),
    electorate=st.sampled_from((Electorate.ROSTER, Electorate.EVERYONE)),
    window=SPANS,
    min_window=SPANS,
    quiet_days=st.lists(st.sampled_from(("sun", "sat", "2026-12-25"))).map(tuple),
    grace=SPANS,
)
VOTE = st.builds(
    replace,
    st.just(VOTES[0]),
    mail=st.text('<a"\\é\u2028\U0001f600\x01\n@.>', min_size=1),
    value=st.sampled_from(("+1", "-0.9", "0")),
    item=st.sampled_from((None, "1", "é")),
    status=st.sampled_from(VoteStatus),
)


@given(
    POLICIES, st.sampled_from((ROSTER, Roster())), st.lists(VOTE), st.sampled_from((None, CLOSES))
)
def test_it_is_made_as_the_document_says(
    rule: Policy, roster: Roster, votes: list[Vote], closes: datetime | None
) -> None:
    """Anybody following the document gets the same digest, for any rule, roster and votes."""
    votes = [replace(vote, is_unverified=vote.status is VoteStatus.UNVERIFIED) for vote in votes]
    asked = proposal(roster=roster)
    assert digest(asked, rule, closes, votes) == documented(asked, rule, closes, votes)


def test_the_order_of_the_votes_does_not_matter() -> None:
    """Two archives may have the same mails in different orders."""
    assert digest(ASKED, SUBSTANTIAL, CLOSES, reversed(VOTES)) == digest(
        ASKED, SUBSTANTIAL, CLOSES, VOTES
    )


def test_every_parameter_of_a_rule_is_in_it() -> None:
    """All except names and tags: the first ones in every digest, the others where a rule uses
    them.
    """
    documented_first = re.findall(
        r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", DOCUMENT, re.MULTILINE)[6:])
    )
    assert set(FIRST) == set(documented_first)
    assert {field.name for field in fields(Policy)} == {*FIRST, *APART, *DEFAULTS}


def test_a_rule_of_more_parameters_has_the_second_format() -> None:
    """The first one has no place for them, and its digests stay as they are."""
    rule = replace(SUBSTANTIAL, ratio=Share(2, 3, Of.CAST), lapse=timedelta(days=14))
    expected: dict[str, object] = {
        "format": "listbot-digest-2",
        "rule": FIRST_RULE | {"ratio": "at least 2/3 of cast", "lapse": "1209600"},
        "opened": "2026-09-08T18:00:00Z",
        "closes": "2026-09-11T18:00:00Z",
        "electorate": sorted(mark_of(member) for member in ROSTER.members),
        "active": None,
        "excluded": [],
        "votes": [
            ["<ana-1@example.org>", "", "+1", "counted"],
            ["<omar-2@example.org>", "", "-1", "held"],
        ],
    }
    assert digest(ASKED, rule, CLOSES, VOTES) == hashed(expected)


def test_an_amended_text_is_in_it() -> None:
    """Which texts there were, and which one each vote is about; the mails themselves are not."""
    new = entry("ana", 1.5)
    act = Act(Verb.AMEND, new.author, new.order, text="We stay.", opening="We move.")
    mails = (*heard("Ana +1; Omar -1"), replace(new, acts=(act,)))
    tally = count(ASKED, mails, frozenset(), CLOSES)
    expected: dict[str, object] = {
        "format": "listbot-digest-2",
        "rule": FIRST_RULE,
        "opened": "2026-09-08T18:00:00Z",
        "closes": "2026-09-11T18:00:00Z",
        "electorate": sorted(mark_of(member) for member in ROSTER.members),
        "active": None,
        "excluded": [],
        "texts": [new.mail],
        "votes": [
            ["<ana-1@example.org>", "", "+1", "counted", ""],
            ["<omar-2@example.org>", "", "-1", "held", new.mail],
        ],
    }
    found = digest(ASKED, SUBSTANTIAL, CLOSES, tally.votes, tally.amendments)
    assert found == hashed(expected)
    assert found != digest(ASKED, SUBSTANTIAL, CLOSES, VOTES)


def hashed(facts: Mapping[str, object]) -> str:
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}:v2"


FIRST_RULE: dict[str, object] = {
    "fractions": "sign",
    "grace": "900",
    "if_in_doubt": "172800",
    "if_short": "0",
    "min_window": "259200",
    "min_yes": "3",
    "objection": "blocks",
    "put_off": "259200",
    "quiet_days": [],
    "reason_required": True,
    "silence": False,
    "window": "259200",
    "words": False,
    "yes_gt_no": True,
}


def test_active_voters_and_exclusions_are_in_it() -> None:
    """The same votes under another electorate may come out differently."""
    ana, omar = (mark_of(member) for member in ROSTER.members)
    floor = Share(1, 2, Of.ACTIVE)
    rule = replace(SUBSTANTIAL, excludes_subject=True, roles=("pmc",), support_floor=floor)
    known = replace(
        ASKED,
        policy=rule,
        roster=Roster((replace(ROSTER.members[0], roles=("pmc",)), ROSTER.members[1])),
        active=(omar, ana),
        excluded=(omar,),
    )
    votes = count(known, heard("Ana +1; Omar -1"), frozenset(), CLOSES).votes
    expected: dict[str, object] = {
        "format": "listbot-digest-2",
        "rule": FIRST_RULE
        | {"excludes_subject": True, "roles": ["pmc"], "support_floor": "at least 1/2 of active"},
        "opened": "2026-09-08T18:00:00Z",
        "closes": "2026-09-11T18:00:00Z",
        "electorate": [ana],
        "active": [ana],
        "excluded": [omar],
        "votes": [
            ["<ana-1@example.org>", "", "+1", "counted"],
            ["<omar-2@example.org>", "", "-1", "not binding"],
        ],
    }
    assert digest(known, rule, CLOSES, votes) == hashed(expected)


@given(st.sampled_from(sorted(DEFAULTS)))
def test_a_parameter_at_its_usual_value_leaves_the_digest_as_it_is(key: str) -> None:
    """Rules that were written before the parameter existed keep their digests."""
    rule = replace(SUBSTANTIAL, **{key: DEFAULTS[key]})
    assert digest(ASKED, rule, CLOSES, VOTES) == digest(ASKED, SUBSTANTIAL, CLOSES, VOTES)


def test_posters_have_the_second_format() -> None:
    """The first one knows them only where a roster is missing."""
    rule = replace(SUBSTANTIAL, electorate=Electorate.POSTERS)
    assert digest(ASKED, rule, CLOSES, VOTES).endswith(":v2")


OTHER_RULES = (
    {"silence": True},
    {"min_yes": 4},
    {"yes_gt_no": False},
    {"objection": Objection.COUNTS},
    {"reason_required": False},
    {"put_off": timedelta(0)},
    {"if_short": timedelta(1)},
    {"if_in_doubt": timedelta(0)},
    {"words": True},
    {"fractions": Fractions.SUM},
    {"electorate": Electorate.EVERYONE},
    {"window": timedelta(4)},
    {"min_window": timedelta(2)},
    {"quiet_days": ("sat",)},
    {"grace": timedelta(0)},
)


@pytest.mark.parametrize("other", OTHER_RULES, ids=str)
def test_another_rule_shows(other: dict[str, object]) -> None:
    """Any changed parameter changes the digest, because each decides something."""
    rule = replace(SUBSTANTIAL, **other)  # type: ignore[arg-type]  # Each value is of its parameter's type.
    assert digest(ASKED, rule, CLOSES, VOTES) != digest(ASKED, SUBSTANTIAL, CLOSES, VOTES)


@pytest.mark.parametrize(
    "other",
    [
        digest(replace(ASKED, opened=after(1)), SUBSTANTIAL, CLOSES, VOTES),
        digest(ASKED, SUBSTANTIAL, after(1), VOTES),
        digest(ASKED, SUBSTANTIAL, None, VOTES),
        digest(ASKED, SUBSTANTIAL, CLOSES, VOTES[:1]),
        digest(ASKED, SUBSTANTIAL, CLOSES, (replace(VOTES[0], value="0"), VOTES[1])),
        digest(ASKED, SUBSTANTIAL, CLOSES, (replace(VOTES[0], item="1"), VOTES[1])),
        digest(
            ASKED, SUBSTANTIAL, CLOSES, (replace(VOTES[0], status=VoteStatus.SUPERSEDED), VOTES[1])
        ),
        digest(replace(ASKED, roster=Roster(ROSTER.members[:1])), SUBSTANTIAL, CLOSES, VOTES),
        digest(replace(ASKED, roster=Roster()), SUBSTANTIAL, CLOSES, VOTES),
    ],
)
def test_a_difference_in_times_electorate_or_votes_shows(other: str) -> None:
    """Otherwise the number would prove nothing."""
    assert other != digest(ASKED, SUBSTANTIAL, CLOSES, VOTES)


def test_names_of_the_rule_do_not_show() -> None:
    """A class with another name, in a private preset, decides the same."""
    named = replace(SUBSTANTIAL, preset="mine", name="big", tags=("BIG",))
    assert digest(ASKED, named, CLOSES, VOTES) == digest(ASKED, SUBSTANTIAL, CLOSES, VOTES)


def test_late_and_unverified_votes_do_not_show() -> None:
    """Otherwise a mail after the close, or in somebody's name, would change a result that
    stands.
    """
    more = heard("Ana +1; Omar -1; Ana -1 unverified; Kim +1 unverified; Omar unclear unverified")
    late = [
        replace(each, received=after(80), late_arrival=True)
        for each in heard("Ravi +1; Ana -1; Omar 0")
    ]
    votes = count(ASKED, [*more, *late], frozenset(), CLOSES).votes
    assert [vote.status for vote in votes[2:]] == [VoteStatus.UNVERIFIED] * 2 + [
        VoteStatus.LATE
    ] * 3
    assert digest(ASKED, SUBSTANTIAL, CLOSES, votes) == digest(ASKED, SUBSTANTIAL, CLOSES, VOTES)


def test_times_are_utc_to_the_second() -> None:
    """Times are UTC to the second, as `listbot tally` prints them."""
    assert utc(OPENED) == "2026-09-08T18:00:00Z"
