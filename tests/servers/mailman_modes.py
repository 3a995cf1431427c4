"""A Mailman with a list for each of its modes, in a site where a real opendkim signs what people
write, and another one checks what comes in.

All threads are played at the same time, since Mailman takes long to start and votes take long to
close.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from listbot.config import load
from listbot.mail import Mail
from listbot.store import reading
from listbot.store.to_read import store_to_read
from tests.keys.dns_server import answering
from tests.mail.proof.signing import Signer
from tests.ports import free_port
from tests.servers import mailers, opendkim
from tests.servers.mailman import Listed
from tests.servers.mailman_site import (
    PEOPLE_HOST,
    MailmanSite,
    running_mailman_site,
    subscribed,
)
from tests.servers.site import MEMBERS
from tests.servers.waiting import until

PATIENCE = 90.0  # seconds; a post goes through four servers, and a busy machine is slow
WINDOW = 40  # seconds; the reminder comes in the last quarter
CHOSEN, SILENT = "Move the mirrors", "Rename the wiki"
SIGNER = Signer(made=None)
BY_HOST = replace(SIGNER, selector="s2")
"""Only our mail host knows its key: the DNS that we ask is silent about it."""
FORGER = replace(SIGNER, key="nobody's")
FOUND = b"Authentication-Results: mx.example.org;\r\n\tdkim=pass header.d=example.org\r\n"


@dataclass(frozen=True)
class Mode:
    """What a Mailman list does with mails, and what listbot makes of that."""

    list: Listed
    how: str = "From"
    """Where the author is found."""
    rules: str = 'identity = "list-vouched"'
    broken: str = ""
    """Why a mail that its writer's host signed is not proven."""


VERIFIED = 'identity = "verified"'
ASKS_HOST = f'{VERIFIED}\nauthserv_id = "mx.example.org"'
IN_REPLY_TO = "Reply-To, because From is the list's own"
IN_CC = "Cc, because From is the list's own"
INSIDE = "From of the mail that the list wrapped"
CHANGED = "the signature of example.org is of another text: something changed it on its way"
UNFIT = "the signature of example.org does not fit this mail"
REWRITTEN = "the list rewrote or wrapped it, so no signature is its writer's"

MODES = {
    "plain": Mode(Listed({}, "no_mitigation")),
    "munged": Mode(Listed({}, "munge_from"), IN_REPLY_TO),
    "munged-to-list": Mode(Listed({}, "munge_from", "point_to_list"), IN_CC),
    "wrapped": Mode(Listed({}, "wrap_message"), INSIDE),
}
"""Each with a footer and a prefix in the subject."""
KEPT = {
    "keys": Mode(Listed({}, "no_mitigation", changes=False), rules=VERIFIED),
    "verdicts": Mode(Listed({}, "no_mitigation", changes=False), rules=ASKS_HOST),
    "wrapped-whole": Mode(Listed({}, "wrap_message", changes=False), INSIDE, VERIFIED),
}
"""They leave signatures whole: in a mail, or in the mail that they wrap. We check those of the
first and the last, our mail host those of the second.
"""
BROKEN = {
    "signed-plain": Mode(Listed({}, "no_mitigation"), rules=VERIFIED, broken=CHANGED),
    "signed-munged": Mode(Listed({}, "munge_from"), IN_REPLY_TO, ASKS_HOST, REWRITTEN),
    "signed-wrapped": Mode(Listed({}, "wrap_message"), INSIDE, VERIFIED, UNFIT),
}
"""They ask for signatures, and break them."""
TAPPED = {
    "tapped-plain": Mode(Listed({}, "no_mitigation"), rules=VERIFIED),
    "tapped-munged": Mode(Listed({}, "munge_from"), IN_REPLY_TO, VERIFIED),
    "tapped-to-list": Mode(Listed({}, "munge_from", "point_to_list"), IN_CC, VERIFIED),
    "tapped-wrapped": Mode(Listed({}, "wrap_message"), INSIDE, VERIFIED),
}
"""They break signatures as well, but our mail host copies each mail before they do."""
EVERY = MODES | KEPT | BROKEN | TAPPED
TAP = "infra-tap@example.org"


_START = """
[dns]
servers = ["127.0.0.1"]
port = {dns}
timeout = 0.5
[[taps]]
address = "{tap}"
via = "lmtp"
lists = {lists}
"""


def address(mode: str) -> str:
    """Return the list of a mode."""
    return f"{mode}@example.org"


@dataclass(frozen=True)
class Played:
    """The site; the mailboxes when all votes have closed."""

    site: MailmanSite
    people: Mapping[str, int]
    """Where people's mail hosts, which sign, take their mail, by the selectors of their keys."""
    inboxes: Mapping[str, list[EmailMessage]] = field(default_factory=dict)
    outbox: tuple[Any, ...] = ()
    """As `listbot outbox list --json` shows it."""
    _posts: dict[str, tuple[int, dict[str, list[EmailMessage]]]] = field(default_factory=dict)
    """How many mails of each mailbox were looked at, and the bot's among them, by their lists."""

    def send(self, raw: bytes, mode: str) -> None:
        """Mail a list by way of one's own mail host."""
        port = self.people[BY_HOST.selector if mode == "verdicts" else SIGNER.selector]
        self.site.site.postfix.send(raw, address(mode), client_ip=PEOPLE_HOST, port=port)

    def posts(self, mode: str, member: str = MEMBERS[0]) -> list[EmailMessage]:
        """Return the bot's posts that a member has got through a list."""
        inbox = self.inboxes.get(member) or self.site.site.mailbox(member)
        count, posts = self._posts.get(member, (0, {}))
        for each in map(unwrapped, inbox[count:]):
            if each["X-Listbot"]:
                posts.setdefault(str(each["To"]), []).append(each)
        self._posts[member] = (len(inbox), posts)
        return posts.get(address(mode), [])

    def has_results(self, mode: str, member: str, count: int) -> bool:
        """Return whether a member has got that many results."""
        subjects = [str(each["Subject"]) for each in self.posts(mode, member)]
        return sum("[RESULT]" in each for each in subjects) >= count

    def result(self, mode: str) -> EmailMessage:
        """Return the result of the vote that people took part in."""
        subject = f"[RESULT] [VOTE] {CHOSEN}"
        return next(each for each in self.posts(mode) if subject in str(each["Subject"]))

    def stored(self, mode: str) -> dict[str, tuple[str, ...]]:
        """Return how each person's mail about it is known: author, how that is known, level,
        disposition, and what proves it.
        """
        names = ("proposal", *mailers.MAILERS)
        config = load(self.site.site.daemon.folder / "config.toml", {})
        found: dict[str, tuple[str, ...]] = {}
        with closing(store_to_read(config)) as store, store.reading() as connection:
            for name in names:
                id = f"{name}-{mode}".removeprefix("proposal-")
                under = reading.mail_under(connection, f"<{id}@example.org>")
                assert under is not None, (id, self.site.site.daemon.log())
                mail, row = under
                assert isinstance(mail, Mail)
                author = mail.author
                found[name] = (
                    author.address,
                    author.how,
                    author.level.value,
                    row.disposition,
                    mail.known_by,
                )
        return found


def unwrapped(mail: EmailMessage) -> EmailMessage:
    """Return the mail in a mail that a list has wrapped; else the mail itself."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            assert isinstance(inner, EmailMessage)
            return inner
    return mail


@contextmanager
def running_modes(folder: Path) -> Iterator[Played]:
    """The site with all lists, without a mail."""
    lists = {
        address(name): replace(mode.list, members=subscribed(address(name)))
        for name, mode in EVERY.items()
    }
    people = {each.selector: free_port() for each in (SIGNER, BY_HOST)}
    with ExitStack() as stack:
        signs = {
            people[each.selector]: stack.enter_context(
                opendkim.signing(each, opendkim.SIGNS_MESSAGE_ID)
            )
            for each in (SIGNER, BY_HOST)
        }
        checks = stack.enter_context(opendkim.checking(SIGNER, BY_HOST))
        known = {SIGNER.name: f'"{SIGNER.record}"', BY_HOST.name: None}
        dns = stack.enter_context(answering(known))
        site = stack.enter_context(
            running_mailman_site(
                folder,
                WINDOW,
                lists,
                {address(name): mode.rules for name, mode in EVERY.items()},
                _START.format(dns=dns, tap=TAP, lists=[address(name) for name in TAPPED]),
                (TAP,),
                milter=checks,
                signs=signs,
                bcc={address(name): TAP for name in TAPPED},
            )
        )
        site.site.daemon.start()
        yield Played(site, people)


def _vote(play: Played, mode: str) -> None:
    """Four people vote; where signatures are asked for, one of them is somebody else."""
    for mailer in mailers.MAILERS.values():
        raw = mailer(mode, address(mode), CHOSEN)
        if mailer is mailers.thunderbird and mode not in MODES:
            # Written by somebody else, and what our mail host would say about Cleo's.
            play.site.post(FOUND + FORGER.sign(raw), address(mode))
        else:
            play.send(raw, mode)


def play(play: Played) -> Played:
    """Play all threads, from their proposals to their results."""
    for modes in (MODES, KEPT | TAPPED, BROKEN):
        for mode in modes:
            play.send(mailers.proposal(mode, address(mode), CHOSEN), mode)
        for mode in modes:
            _vote(play, mode)
    for mode in MODES:
        play.send(mailers.proposal(f"silent-{mode}", address(mode), SILENT), mode)
    for mode in MODES | KEPT | TAPPED:
        titles = (CHOSEN, SILENT) if mode in MODES else (CHOSEN,)
        for member in MEMBERS:
            is_over = partial(play.has_results, mode, member, len(titles))
            until(is_over, play.site.site.daemon.log, PATIENCE)
    return replace(
        play,
        inboxes={member: play.site.site.mailbox(member) for member in MEMBERS},
        outbox=tuple(play.site.site.daemon.ask("outbox", "list")),
    )
