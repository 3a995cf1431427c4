"""[tracker]: what each kind needs, and what is refused."""

import sys
from pathlib import Path

import pytest

from listbot.config import load
from listbot.config.in_force import rules_of
from listbot.config.types import TrackerConfig
from listbot.model.desk.rules import OuterRules, Private
from listbot.model.desk.ticket import Status
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole
from tests.config.test_load import GOOD, faults, write
from tests.playing import START

TOKEN = {"LISTBOT_TRACKER__TOKEN": "hunter2"}
DESK = """
[[lists]]
address = "infra-support@example.org"
role = "support"
identity = "any"
via = "smtp"
team = []
"""
JIRA = """
[tracker]
kind = "jira"
url = "https://example.atlassian.net/"
project = "OPS"
user = "listbot@example.org"
public = false
"""


def test_without_the_section_tickets_are_kept_here(tmp_path: Path) -> None:
    """Nothing leaves by default."""
    config = load(write(tmp_path, GOOD + DESK), {})
    assert config.tracker is None
    lists = rules_of(config, RulesInput(()), START).lists
    assert [each.desk.outer for each in lists if each.role is ListRole.SUPPORT] == [None]


def test_a_whole_section_is_read(tmp_path: Path) -> None:
    """With its tables; the help desks get the part that decides what leaves."""
    lines = (
        'private = "stub"\nissue_type = "Service Request"\npoll = 120\n'
        'statuses = { "To Do" = "new", "Done" = "closed" }\n'
        'transitions = { "closed" = "Resolve this issue" }\n'
    )
    config = load(write(tmp_path, GOOD + DESK + JIRA + lines), TOKEN)
    assert config.tracker == TrackerConfig(
        kind="jira",
        url="https://example.atlassian.net",
        project="OPS",
        public=False,
        user="listbot@example.org",
        token="hunter2",
        private=Private.STUB,
        issue_type="Service Request",
        poll=120.0,
        statuses=(("To Do", Status.NEW), ("Done", Status.CLOSED)),
        transitions=((Status.CLOSED, "Resolve this issue"),),
    )
    assert ("listbot@example.org", "hunter2") in config.logins
    lists = rules_of(config, RulesInput(()), START).lists
    outer = {each.role: each.desk.outer for each in lists}
    assert outer[ListRole.SUPPORT] == OuterRules("jira", False, Private.STUB)
    assert outer[ListRole.DECISIONS] is None


def test_a_forge_is_told_whose_login_is_whose(tmp_path: Path) -> None:
    """It shows no addresses; its project is a repository."""
    forge = """
[tracker]
kind = "forgejo"
url = "https://code.example.org"
project = "infra/help.desk"
public = true
accounts = { "Ana@example.org" = "ana" }
"""
    config = load(write(tmp_path, GOOD + DESK + forge), TOKEN)
    assert config.tracker == TrackerConfig(
        kind="forgejo",
        url="https://code.example.org",
        project="infra/help.desk",
        public=True,
        token="hunter2",
        accounts=(("ana@example.org", "ana"),),
    )
    wrong = forge.replace("Ana@example.org", "Ana").replace("infra/help.desk", "desk")
    project, _, account = faults(tmp_path, GOOD + DESK + wrong)
    assert project == 'tracker.project: must look like infra/helpdesk, not "desk"'
    assert account.startswith('tracker.accounts: must be a mail address, not "Ana"')


def test_a_roundup_is_told_the_class_of_its_tickets(tmp_path: Path) -> None:
    """It is the project; an issue there has no type."""
    given = JIRA.replace('"jira"', '"roundup"').replace('"OPS"', '"issue"')
    config = load(write(tmp_path, GOOD + DESK + given), TOKEN)
    assert config.tracker is not None
    assert (config.tracker.kind, config.tracker.project) == ("roundup", "issue")
    (found,) = faults(tmp_path, GOOD + DESK + given.replace('"issue"', '"OPS"'), TOKEN)
    assert 'tracker.project: must look like issue, not "OPS"' in found
    (found,) = faults(tmp_path, GOOD + DESK + given + 'issue_type = "Bug"', TOKEN)
    assert "tracker.issue_type: means nothing to roundup; remove it" in found


def test_a_redmine_has_a_type_of_its_own_for_requests(tmp_path: Path) -> None:
    """The one that its installer makes; it logs in with a key alone."""
    given = JIRA.replace('"jira"', '"redmine"').replace('"OPS"', '"infra-desk_1"')
    given = given.replace('user = "listbot@example.org"\n', "")
    config = load(write(tmp_path, GOOD + DESK + given), TOKEN)
    assert config.tracker is not None
    assert (config.tracker.project, config.tracker.issue_type) == ("infra-desk_1", "Support")
    (found,) = faults(tmp_path, GOOD + DESK + given.replace("infra-desk_1", "OPS"), TOKEN)
    assert 'tracker.project: must look like infra, not "OPS"' in found


def test_a_project_of_gitlab_may_be_in_a_subgroup(tmp_path: Path) -> None:
    """Its path has as many parts as there are groups."""
    forge = """
[tracker]
kind = "gitlab"
url = "https://gitlab.example.org"
project = "infra/team-1/help.desk"
public = false
"""
    config = load(write(tmp_path, GOOD + DESK + forge), TOKEN)
    assert config.tracker is not None
    assert config.tracker.project == "infra/team-1/help.desk"


def test_whether_it_is_public_has_to_be_said(tmp_path: Path) -> None:
    """A wrong guess could not be taken back."""
    given = GOOD + DESK + JIRA.replace("public = false\n", "")
    with pytest.raises(Exception, match=r"tracker\.public: is missing: true if anybody can read"):
        load(write(tmp_path, given), TOKEN)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            '"jira"',
            '"bugzilla"',
            "tracker.kind: must be one of: jira, roundup, redmine, forgejo, github, gitlab",
        ),
        ("https://example", "http://example", "tracker.url: must be an https:// address"),
        ("https://example", "https://a:b@example", "tracker.url: must be an https:// address"),
        ("https://example", "https://[::1", "tracker.url: must be an https:// address"),
        ('url = "https://example.atlassian.net/"', "", "tracker.url: is missing"),
        ('"OPS"', '"ops/x"', "tracker.project: must look like OPS"),
        ("false", 'true\nprivate = "all"', 'tracker.private: must not be "all" with public'),
        ("false", "false\npoll = 1", "tracker.poll: must be a number of seconds, at least 10"),
        ("false", 'false\nstatuses = "Done"', "tracker.statuses: must be a table, like"),
        ("false", 'false\nstatuses = { "Done" = 1 }', 'tracker.statuses: "Done" must have a text'),
        (
            "false",
            'false\nstatuses = { "Done" = "close" }',
            'tracker.statuses: "Done" must be one of: new, open, ',
        ),
        (
            "false",
            'false\ntransitions = { "close" = "Done" }',
            'tracker.transitions: "close" is not a status of ours; did you mean closed?',
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """Each fault names its key and says what to write."""
    text = GOOD + DESK + JIRA.replace(old, new)
    (tmp_path / "tracker.toml").write_text(text)
    with pytest.raises(Exception, match=r"tracker\.") as caught:
        load(write(tmp_path, text), TOKEN)
    assert fault in str(caught.value)


def test_a_tracker_on_this_machine_needs_no_tls(tmp_path: Path) -> None:
    """As with a proxy that speaks TLS for it."""
    given = JIRA.replace("https://example.atlassian.net/", "http://127.0.0.1:8080/jira/")
    config = load(write(tmp_path, GOOD + DESK + given), TOKEN)
    assert config.tracker is not None
    assert config.tracker.url == "http://127.0.0.1:8080/jira"


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    """It would be read as if it did something."""
    from listbot.config.outside import tracker

    kinds = tracker.KINDS | {"jira": tracker.Needs(tracker.KINDS["jira"].project, "OPS", ("user",))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tracker, "KINDS", kinds)
        with pytest.raises(
            Exception, match=r"tracker\.issue_type: means nothing to jira; remove it"
        ):
            load(write(tmp_path, GOOD + DESK + JIRA + 'issue_type = "Bug"'), TOKEN)


def test_a_token_is_needed(tmp_path: Path) -> None:
    """It is never in the file itself."""
    assert faults(tmp_path, GOOD + DESK + JIRA) == (
        "tracker.token: is missing: write it to a file that only listbot can read and name that "
        "file in tracker.token_file, or provide it as the systemd credential tracker.token",
    )
    (found,) = faults(tmp_path, GOOD + DESK + JIRA + 'token = "x"')
    assert found.startswith("tracker.token: must not be in this file")


def test_a_program_gives_the_token(tmp_path: Path) -> None:
    """Its first line; it is run without a shell."""
    command = f"""token_command = ["{sys.executable}", "-c", "print('hunter3'); print('more')"]"""
    config = load(write(tmp_path, GOOD + DESK + JIRA + command), {})
    assert config.tracker is not None
    assert config.tracker.token == "hunter3"


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ('["pass", "x"]', "must begin with the full path of a program"),
        ("[]", "must begin with the full path of a program"),
        ('["/nowhere/pass"]', "/nowhere/pass could not be run: FileNotFoundError"),
        ('["/bin/false"]', "/bin/false gave no secret: it ended with 1"),
        ('["/bin/true"]', "/bin/true gave no secret: it ended with 0"),
    ],
)
def test_a_program_that_gives_none(tmp_path: Path, command: str, fault: str) -> None:
    """What it printed is not repeated."""
    (found,) = faults(tmp_path, GOOD + DESK + JIRA + f"token_command = {command}")
    assert fault in found


def test_a_tracker_without_a_help_desk_is_not_used(tmp_path: Path) -> None:
    """That is allowed, and rarely meant."""
    config = load(write(tmp_path, GOOD + JIRA), TOKEN)
    assert [each for each in config.warnings if "is not used: no list has role" in each] != []
