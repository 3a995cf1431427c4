"""[[rosters]]: who is on them, which lists they are for, and what is refused."""

from pathlib import Path

import pytest

from listbot.config import Config, load
from listbot.config.in_force import rules_of
from listbot.config.rosters.named import NamedRoster, everybody
from listbot.model.inputs import RulesInput
from listbot.model.policy import Member, Roster
from tests.config.test_load import GOOD, faults, write

ANA = Member("Ana Ruiz", ("ana@example.org",))
BO = Member("Bo Berg", ("bo@example.org", "bo@example.net"))
LISTS = """
[[lists]]
address = "dev@example.org"
role = "decisions"
via = "smtp"
identity = "any"
roster = "dev"
"""
NAMED = """
[[rosters]]
name = "dev"
members = ["Bo@example.net"]
url = "https://example.org/dev.toml"
"""
PEOPLE = """
[[members]]
name = "Bo Berg"
addresses = ["bo@example.org", "bo@example.net"]
"""
TEXT = GOOD.replace("[[members]]", PEOPLE + "[[members]]") + LISTS + NAMED


def names(config: Config) -> list[tuple[str, list[str]]]:
    """Return each address that is ours with the people on its roster."""
    lists = rules_of(config, RulesInput(()), None).lists
    return [(each.address, [one.name for one in each.roster.members]) for each in lists]


def test_a_list_has_the_roster_that_it_names(tmp_path: Path) -> None:
    """The others, and the bot, know all [[members]]; any address of a person names them."""
    config = load(write(tmp_path, TEXT), {})
    assert config.rosters == {
        "dev": NamedRoster("dev", Roster((BO,)), "https://example.org/dev.toml")
    }
    assert names(config) == [
        ("infra@example.org", ["Bo Berg", "Ana Ruiz"]),
        ("dev@example.org", ["Bo Berg"]),
        ("listbot@example.org", ["Bo Berg", "Ana Ruiz"]),
    ]


def test_a_roster_is_published_by_itself(tmp_path: Path) -> None:
    """A result names the address of its own list's roster, never that of all members."""
    everyone = "https://example.org/all.toml"
    text = TEXT.replace("[bot]", f'[bot]\nroster_url = "{everyone}"')
    lists = rules_of(load(write(tmp_path, text), {}), RulesInput(()), None).lists
    assert [each.published.roster_url for each in lists] == [
        everyone,
        "https://example.org/dev.toml",
        "",
    ]


def test_lists_that_share_a_roster_have_the_same_one(tmp_path: Path) -> None:
    """It is one object, so that it is stored and held in memory once."""
    text = TEXT + LISTS.replace("dev@example.org", "private@example.org")
    _, dev, private, _ = rules_of(load(write(tmp_path, text), {}), RulesInput(()), None).lists
    assert dev.roster is private.roster


def test_a_roster_may_have_a_file(tmp_path: Path) -> None:
    """Its people need not be among the [[members]], who may be missing; the bot knows them all."""
    (tmp_path / "dev.toml").write_text(PEOPLE, encoding="utf-8")
    text = TEXT.replace('members = ["Bo@example.net"]', 'file = "dev.toml"')
    text = text.replace(PEOPLE, "")
    assert names(load(write(tmp_path, text), {})) == [
        ("infra@example.org", ["Ana Ruiz"]),
        ("dev@example.org", ["Bo Berg"]),
        ("listbot@example.org", ["Ana Ruiz", "Bo Berg"]),
    ]


def test_everybody_is_one_person_in_all_rosters() -> None:
    """Entries that share an address are one person, also if only a later one shows it."""
    work = Member("B. Berg", ("bo@example.net", "berg@example.com"))
    other = Member("Ana", ("ana@example.com",))
    both = Member("Ana R.", ("ana@example.com", "ana@example.org"))
    files = [
        NamedRoster(f"r{number}", Roster((each,)), has_file=True)
        for number, each in enumerate((work, other, both))
    ]
    assert everybody(Roster((ANA, BO)), files) == Roster(
        (
            Member("Ana Ruiz", ("ana@example.org", "ana@example.com")),
            Member("Bo Berg", (*BO.addresses, "berg@example.com")),
        )
    )
    assert everybody(Roster((ANA,)), [NamedRoster("r", Roster((ANA,)))]) == Roster((ANA,))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'roster = "dev"',
            'roster = "dve"',
            'lists[2].roster: there is no roster "dve" in [[rosters]]; did you mean dev?',
        ),
        ('roster = "dev"', 'roster = ""', "lists[2].roster: must not be empty"),
        ('name = "dev"\n', "", "rosters[1].name: is missing"),
        (
            'name = "dev"',
            'name = "Dev list"',
            'rosters[1].name: must be lower-case letters, digits and hyphens, not "Dev list"',
        ),
        (
            'name = "dev"',
            'name = "members"',
            'rosters[1].name: "members" stands for all [[members]]; choose another one',
        ),
        (
            "Bo@example.net",
            "bob@example.net",
            "rosters[1].members: nobody in [[members]] has the address "
            '"bob@example.net"; did you mean bo@example.net?',
        ),
        (
            '"Bo@example.net"',
            '"bo@example.net", "bo@example.org"',
            'rosters[1].members: must name "Bo Berg" by one address only, like bo@example.org',
        ),
        (
            '"Bo@example.net"',
            '"bo berg"',
            'rosters[1].members: nobody in [[members]] has the address "bo berg"; did you mean '
            "bo@example.org?",
        ),
        ("[[rosters]]", "[[roster]]", "roster: there is no such section; did you mean rosters?"),
        (
            '["Bo@example.net"]',
            "[]",
            "rosters[1].members: is missing: name at least one person by an address, or a file",
        ),
        (
            '["Bo@example.net"]',
            "1",
            'rosters[1].members: must be a list of texts, ["..."], not 1',
        ),
        (
            "url =",
            'file = "dev.toml"\nurl =',
            "rosters[1].file: must not be set as well as members; keep them in one place",
        ),
        ("https:", "see ", 'rosters[1].url: must be an http:// or https:// URL, not "see //'),
    ],
)
def test_what_a_roster_must_not_be(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """Each fault names its key, and nobody gets or loses a vote by a slip of the pen."""
    (tmp_path / "dev.toml").write_text(PEOPLE, encoding="utf-8")
    assert old in TEXT
    assert fault in "\n".join(faults(tmp_path, TEXT.replace(old, new)))


def test_two_rosters_have_different_names(tmp_path: Path) -> None:
    """Else nobody knows which one a list means."""
    told = faults(tmp_path, TEXT + NAMED)
    assert told == (
        'rosters[1].name: must be unique: another roster is "dev"',
        'rosters[2].name: must be unique: another roster is "dev"',
    )


def test_a_file_without_members_is_refused(tmp_path: Path) -> None:
    """Without a roster everybody who wrote before would count, which a file never means."""
    text = TEXT.replace('members = ["Bo@example.net"]', 'file = "dev.toml"')
    file = tmp_path / "dev.toml"
    assert faults(tmp_path, text) == (
        f"{file}: cannot be read: No such file or directory "
        f"(named in {tmp_path}/config.toml: rosters[1].file)",
    )
    file.write_text("", encoding="utf-8")
    assert faults(tmp_path, text) == (f"rosters[1].file: has no [[members]]: {file}",)


def test_only_a_few_faults_get_a_suggestion(tmp_path: Path) -> None:
    """Each suggestion looks at every address, and a file can have thousands of wrong ones."""
    many = ", ".join(f'"bo{number}@example.net"' for number in range(9))
    told = faults(tmp_path, TEXT.replace('"Bo@example.net"', many))
    assert [("did you mean" in each) for each in told] == [True] * 5 + [False] * 4


def test_a_list_must_not_name_members_who_are_not_there(tmp_path: Path) -> None:
    """It would have no roster at all."""
    text = GOOD.partition("[[members]]")[0] + LISTS.replace('"dev"', '"members"')
    assert faults(tmp_path, text) == (
        'lists[2].roster: there are no [[members]], whom "members" stands for',
    )


def test_a_list_without_a_roster_beside_others_is_told(tmp_path: Path) -> None:
    """A foundation has thousands of members, and a forgotten line would give them all a vote."""
    path = write(tmp_path, TEXT)
    assert load(path, {}).warnings == (
        f"{path}: lists[1].roster: is missing: all [[members]] (2) are its roster; "
        'write roster = "members" if you mean that',
    )
    meant = TEXT.replace('via = "smtp"\n', 'via = "smtp"\nroster = "members"\n', 1)
    assert load(write(tmp_path, meant), {}).warnings == ()


def test_what_nobody_can_do_is_told(tmp_path: Path) -> None:
    """Without [[members]], a list that names no roster has none; an unused one is told, too."""
    (tmp_path / "dev.toml").write_text(PEOPLE, encoding="utf-8")
    desk = '\n[[lists]]\naddress = "help@example.org"\nrole = "support"\nvia = "smtp"\nteam = []\n'
    text = GOOD.partition("[[members]]")[0] + desk.replace("team", 'identity = "any"\nteam')
    path = write(tmp_path, text + '\n[[rosters]]\nname = "dev"\nfile = "dev.toml"\n')
    assert load(path, {}).warnings == (
        f"{path}: lists[1].roster: is missing: "
        "everybody who posted before a proposal counts, as advice only",
        f"{path}: lists[2].roster: is missing: nobody can work on its tickets by mail",
        f'{path}: rosters[1]: is not used: no list names "dev"',
    )
