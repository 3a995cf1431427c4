"""The questions of `listbot init`, and what is checked of an answer.

Every answer is a text. An answer that cannot be right raises BadParameter: then a person is asked
again, and an option is refused. Nothing is written or connected to here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from email_validator import EmailNotValidError, validate_email

from listbot.config.outside.tracker import KINDS, may_have_token
from listbot.config.section import is_host
from listbot.model.desk.rules import Private


def address(text: str) -> str:
    """Check a mail address, without DNS. Raises BadParameter."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise click.BadParameter(str(error)) from error
    return text


def address_or_none(text: str) -> str:
    """Check a mail address; an empty answer means none."""
    return address(text) if text else ""


def host(text: str) -> str:
    """Check a host name or IP address; an empty answer means none."""
    if text and not is_host(text.lower()):
        raise click.BadParameter(f'not a host name or IP address: "{text}"')
    return text.lower()


def via(text: str) -> str:
    """Check a way in: smtp, lmtp or imap:FOLDER."""
    if text in ("smtp", "lmtp") or (text.startswith("imap:") and text != "imap:"):
        return text
    raise click.BadParameter(f'must be one of: smtp, lmtp, imap:FOLDER (not "{text}")')


def level(text: str) -> str:
    """Check what a binding vote needs."""
    return _one_of(LEVELS, text)


def program(text: str) -> str:
    """Check the full path of a program."""
    if Path(text).is_absolute():
        return text
    raise click.BadParameter(f'must be the full path of a program (not "{text}")')


def tracker_or_none(text: str) -> str:
    """Check a kind of tracker; an empty answer means none."""
    if text in ("", *KINDS):
        return text
    raise click.BadParameter(f'must be one of: {", ".join(KINDS)}, or nothing (not "{text}")')


def tracker_url(text: str) -> str:
    """Check where the tracker is."""
    if may_have_token(text.rstrip("/")):
        return text.rstrip("/")
    raise click.BadParameter(f'must be an https:// address (not "{text}")')


def yes_or_no(text: str) -> str:
    """Check an answer that nobody should give by pressing Return."""
    found = {"y": "yes", "n": "no"}.get(text.lower(), text.lower())
    if found in ("yes", "no"):
        return found
    raise click.BadParameter(f'must be yes or no (not "{text}")')


def private(text: str) -> str:
    """Check what the tracker gets of private tickets."""
    return _one_of(tuple(Private), text)


def _one_of(known: Sequence[str], text: str) -> str:
    if text in known:
        return text
    raise click.BadParameter(f'must be one of: {", ".join(known)} (not "{text}")')


LEVELS = ("list-vouched", "verified")
HOSTED = (
    "imap.gmail.com",
    "imap.googlemail.com",
    "smtp.gmail.com",
    "outlook.office365.com",
    "smtp.office365.com",
)
"""Servers that take access tokens instead of passwords (docs/hosted.md)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers the file is made from. The defaults need no other server: mail comes in by SMTP,
    letters go to a folder.
    """

    list: str = "infra@example.org"
    bot: str = "listbot@example.org"
    admin: str = "admin@example.org"
    via: str = "smtp"
    imap_host: str = ""
    imap_user: str = ""
    support: str = ""
    """The address of a help desk; "" for none. With IMAP it has a separate mailbox."""
    team: str = ""
    """The address that gets a copy of each request; "": the team reads the help desk's mail."""
    support_host: str = ""
    support_user: str = ""
    trusted_hop: str = ""
    support_hop: str = ""
    """The host through which only the team sends; "": not known yet."""
    identity: str = "list-vouched"
    smtp_host: str = ""
    token_command: str = "/usr/local/bin/mail-token"  # noqa: S105 - a program, not a secret
    """The program that prints access tokens, for mailboxes at Google or Microsoft."""

    tracker: str = ""
    """The kind of tracker in which the team works; "" for none."""
    tracker_url: str = ""
    tracker_project: str = ""
    tracker_user: str = ""
    """The name of the account there, where the token alone does not say it."""
    tracker_public: str = ""
    """Whether anybody can read its tickets: "yes" or "no"."""
    tracker_private: str = "nothing"
    """How much of a private ticket goes there: "nothing", "stub" or "all". All tickets begin as
    private.
    """
    tracker_token_file: str = "tracker.token"  # noqa: S105 - a file, not a secret

    @property
    def accounts(self) -> tuple[tuple[str, str, str], ...]:
        """Return name, server and user of each mailbox; a single one has no name."""
        if not self.via.startswith("imap:"):
            return ()
        first = ("list" if self.support else "", self.imap_host, self.imap_user)
        return (
            (first, ("support", self.support_host, self.support_user)) if self.support else (first,)
        )

    @property
    def way(self) -> str:
        """Return the list's `via`: a folder of its account."""
        return self.via.replace(":", ":list:", 1) if len(self.accounts) > 1 else self.via

    @property
    def with_password(self) -> tuple[tuple[str, str, str], ...]:
        """Return the mailboxes that need a password."""
        return tuple(each for each in self.accounts if each[1] not in HOSTED)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that fills one field of Answers."""

    name: str
    text: str
    check: Callable[[str], str] = str
    """Checks and returns the answer; after BadParameter the question is asked again."""
    only_here: bool = False
    """Only the person can know it: --yes has a default, the prompt has none."""
    needs: str = ""
    """The answer it depends on: "via" (mail comes by IMAP), "support", "trusted_hop", "tracker",
    "named" (the tracker wants a user name, too), or "hosted" (a server is one of those that take
    tokens).
    """
    differs: tuple[str, ...] = ()
    """Answers that it must not repeat: each address has one purpose."""
    by_imap: bool = False
    """It is about a mailbox."""


QUESTIONS = (
    Question("list", "The list to watch", address, only_here=True),
    Question("bot", "The address letters come from", address, only_here=True, differs=("list",)),
    Question("admin", "Your address, for alerts", address, only_here=True, differs=("bot",)),
    Question("via", "How the list's mail comes in: smtp, lmtp or imap:FOLDER", via),
    Question("imap_host", "The IMAP server", host, only_here=True, needs="via", by_imap=True),
    Question("imap_user", "The user there", only_here=True, needs="via", by_imap=True),
    Question(
        "support",
        "The address of a help desk (empty: none)",
        address_or_none,
        differs=("list", "bot"),
    ),
    Question(
        "team",
        (
            "The team's address for a copy of each request (empty: the team reads the help desk's "
            "mail itself)"
        ),
        address_or_none,
        needs="support",
        differs=("support", "list", "bot"),
    ),
    Question(
        "support_host",
        "The IMAP server of the help desk's mailbox",
        host,
        only_here=True,
        needs="support",
        by_imap=True,
    ),
    Question("support_user", "The user there", only_here=True, needs="support", by_imap=True),
    Question(
        "tracker",
        f"The tracker in which the team works: {', '.join(KINDS)} (empty: none)",
        tracker_or_none,
        needs="support",
    ),
    Question(
        "tracker_url",
        "The tracker's address (GitHub's is https://api.github.com)",
        tracker_url,
        only_here=True,
        needs="tracker",
    ),
    Question(
        "tracker_project",
        (
            "The project there; for Roundup the class of the tickets, issue; for a forge the "
            "repository, like infra/helpdesk"
        ),
        only_here=True,
        needs="tracker",
    ),
    Question("tracker_user", "The name of listbot's account there", only_here=True, needs="named"),
    Question(
        "tracker_public",
        "Can anybody read the tickets there (yes or no)",
        yes_or_no,
        only_here=True,
        needs="tracker",
    ),
    Question(
        "tracker_private",
        (
            "What it gets of private tickets, as all are at first: nothing, stub (only that there "
            "is one) or all"
        ),
        private,
        needs="tracker",
    ),
    Question("tracker_token_file", "The file with that account's token", needs="tracker"),
    Question("trusted_hop", "The host that hands you the list's mail (empty: not known yet)", host),
    Question(
        "identity",
        (
            "What a binding vote needs: list-vouched (it came from that host) or verified (its "
            "writer's mail domain has signed it, too; the list must not change mails)"
        ),
        level,
        needs="trusted_hop",
    ),
    Question(
        "support_hop",
        (
            "The host through which only the team sends its mail, for commands to the help desk "
            "(empty: not known yet)"
        ),
        host,
        needs="support",
    ),
    Question("smtp_host", "The mail server for letters (empty: they go to a folder)", host),
    Question(
        "token_command",
        "The program that prints an access token, since this server takes no passwords",
        program,
        needs="hosted",
    ),
)

NAMED = {"list": "list", "bot": "bot", "support": "help desk"}


def checked(question: Question, found: dict[str, str], text: str) -> str:
    """Check a typed answer; after BadParameter the question is asked again."""
    value = question.check(text)
    refuse_wrong(question, value, found)
    return value


def refuse_wrong(question: Question, value: str, found: dict[str, str]) -> None:
    """Raise BadParameter if an answer does not fit those before it.

    Two that are the same address: listbot would, for instance, read letters sent from the list's
    address as the list's mail. A project that the tracker cannot have. Private tickets where
    anybody can read them.
    """
    if question.name == "tracker_project" and value and found["tracker"]:
        needs = KINDS[found["tracker"]]
        if not needs.project.fullmatch(value):
            raise click.BadParameter(f'must look like {needs.example} (not "{value}")')
    if question.name == "tracker_private" and (found["tracker_public"], value) == ("yes", "all"):
        raise click.BadParameter("anybody could read them there: choose nothing or stub")
    for other in question.differs:
        if value and value.lower() == found[other].lower():
            raise click.BadParameter(
                f"{value} is already the address of the {NAMED[other]}; choose another one"
            )


def is_needed(question: Question, found: dict[str, str]) -> bool:
    """Return whether the question makes sense after the answers so far."""
    if question.by_imap and not found["via"].startswith("imap:"):
        return False
    if question.needs == "hosted":
        return any(found[name] in HOSTED for name in ("imap_host", "support_host", "smtp_host"))
    if question.needs == "named":
        return found["tracker"] in KINDS and KINDS[found["tracker"]].user
    return question.needs in ("", "via") or bool(found[question.needs])
