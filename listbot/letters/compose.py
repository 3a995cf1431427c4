"""Composing letters: an order and its facts in, a whole mail with a fixed Message-ID out.

Pure: the time and the templates are handed in, nothing is read, and the same order always makes the
same letter. The prose is in the templates; this module has the headers and the table of kinds. It
raises ComposeError for a faulty template, an address that cannot be written to, or a line that
could be read as a vote.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from listbot.errors import ComposeError
from listbot.letters import cites, guard, message_ids, mime
from listbot.letters.display import one_line
from listbot.letters.facts.access import WithdrawFacts
from listbot.letters.facts.alert import AlertFacts
from listbot.letters.facts.amended import AmendedFacts
from listbot.letters.facts.approvals import ApprovalFacts, ApprovedFacts
from listbot.letters.facts.by_hand import CorrectedFacts
from listbot.letters.facts.decisions import HintFacts, RecordsFacts
from listbot.letters.facts.digest import DigestFacts
from listbot.letters.facts.draft import DraftFacts
from listbot.letters.facts.group_digest import GroupDigestFacts
from listbot.letters.facts.meetings import AgendaFacts, MinutesReadFacts, MinutesWantedFacts
from listbot.letters.facts.members import (
    GroupAskedFacts,
    LeavingFacts,
    MemberAskedFacts,
    MemberNewsFacts,
    MemberNoteFacts,
)
from listbot.letters.facts.newcomers import NewcomersFacts
from listbot.letters.facts.nudge import NudgeFacts
from listbot.letters.facts.recap import RecapFacts
from listbot.letters.facts.round_trip import RoundTripFacts
from listbot.letters.facts.silent import SilentFacts
from listbot.letters.facts.tickets import (
    ConsentFacts,
    QuestionFacts,
    SecretSeenFacts,
    StaleFacts,
    TicketOpenedFacts,
    UpdateFacts,
)
from listbot.letters.facts.votes import (
    HeldFacts,
    NotCountedFacts,
    OpenedFacts,
    ReasonWantedFacts,
    ReminderFacts,
    ResultFacts,
    ToldFacts,
    TranscriptFacts,
    WaitsFacts,
)
from listbot.letters.letter import Letter
from listbot.letters.render_html import Hypertext
from listbot.letters.render_text import Page, Wording
from listbot.letters.unsubscribe import mailto_of, page_of
from listbot.model.order import Facts, LetterKind, LetterOrder


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter."""

    name: LetterKind
    template: str
    """The file name without its suffix."""
    facts: type[Facts]
    is_answer: bool = False
    """It answers one person's mail, so it is auto-replied (RFC 3834) and sent from the null sender,
    which causes no bounce, unless the order names an address for bounces."""
    has_page: bool = False
    """It has a second template, for an HTML page with the same words."""


KINDS = (
    Kind(LetterKind.OPENED, "M1-opened", OpenedFacts),
    Kind(LetterKind.NOT_COUNTED, "M2-not-counted", NotCountedFacts, is_answer=True),
    Kind(LetterKind.REASON_WANTED, "M3-reason-wanted", ReasonWantedFacts, is_answer=True),
    Kind(LetterKind.REMINDER, "M4-reminder", ReminderFacts),
    Kind(LetterKind.PASSED, "M5-passed", ResultFacts),
    Kind(LetterKind.NOT_PASSED, "M6-not-passed", ResultFacts),
    Kind(LetterKind.SILENCE, "M7-silence", ResultFacts),
    Kind(LetterKind.HELD, "M8-held", HeldFacts),
    Kind(LetterKind.TICKET_OPENED, "M9-ticket-opened", TicketOpenedFacts, is_answer=True),
    Kind(LetterKind.UPDATE, "M10-update", UpdateFacts),
    Kind(LetterKind.STALE, "M11-stale", StaleFacts),
    Kind(LetterKind.DIGEST, "M12-waiting", DigestFacts),
    Kind(LetterKind.RECAP, "M13-recap", RecapFacts, has_page=True),
    Kind(LetterKind.RECORD_NOTICE, "M14-record", RecordsFacts),
    Kind(LetterKind.RECORD_FINAL, "M16-record-final", RecordsFacts),
    Kind(LetterKind.MEMBER_NEWS, "M17-members", MemberNewsFacts),
    Kind(LetterKind.MEMBER_NOTE, "M19-member-note", MemberNoteFacts),
    Kind(LetterKind.AGENDA, "M20-agenda", AgendaFacts),
    Kind(LetterKind.MINUTES_WANTED, "M21-minutes-wanted", MinutesWantedFacts),
    Kind(LetterKind.WITHDRAW, "M18-withdraw", WithdrawFacts),
    Kind(LetterKind.TRANSCRIPT, "M22-transcript", TranscriptFacts, is_answer=True),
    Kind(LetterKind.CORRECTED, "M23-corrected", CorrectedFacts),
    Kind(LetterKind.SECRET_SEEN, "M24-secret-seen", SecretSeenFacts, is_answer=True),
    Kind(LetterKind.QUESTION, "M25-question", QuestionFacts, is_answer=True),
    Kind(LetterKind.TOLD_OTHERWISE, "M26-told-otherwise", ToldFacts, is_answer=True),
    Kind(LetterKind.WAITS, "M27-waits", WaitsFacts),
    Kind(LetterKind.AMENDED, "M28-amended", AmendedFacts),
    Kind(LetterKind.DRAFT, "M29-draft", DraftFacts),
    Kind(LetterKind.NUDGE, "M30-objection-open", NudgeFacts),
    Kind(LetterKind.SILENT, "M31-silent", SilentFacts),
    Kind(LetterKind.LEAVING, "M32-leaving", LeavingFacts, is_answer=True),
    Kind(LetterKind.GROUP_ASKED, "M33-group-asked", GroupAskedFacts),
    Kind(LetterKind.MEMBER_ASKED, "M34-member-asked", MemberAskedFacts),
    Kind(LetterKind.MINUTES_READ, "M35-minutes-read", MinutesReadFacts, is_answer=True),
    Kind(LetterKind.NEWCOMERS, "M36-newcomers", NewcomersFacts),
    Kind(LetterKind.GROUP_DIGEST, "M37-group", GroupDigestFacts),
    Kind(LetterKind.RECORD_HINT, "M38-record-hint", HintFacts, is_answer=True),
    Kind(LetterKind.APPROVAL, "M39-approval", ApprovalFacts),
    Kind(LetterKind.APPROVED, "M40-approved", ApprovedFacts, is_answer=True),
    Kind(LetterKind.CONSENT, "M41-consent", ConsentFacts),
    Kind(LetterKind.ALERT, "A1-alert", AlertFacts),
    Kind(LetterKind.ROUND_TRIP, "A2-round-trip", RoundTripFacts),
)
"""All kinds of letters: about votes, from the help desk, the recap, answers to commands, and those
that the admin gets or asks for."""

_BY_NAME = {kind.name: kind for kind in KINDS}

NAME = "listbot"
LAST_REFERENCES = 20
"""Besides the root: as many as RFC 5537 advises to keep when References are shortened."""
SUBJECT_COLUMNS = 150
_REPLY = re.compile(r"\A(?:(?:re|aw|sv|vs|antw|fwd?|wg)\s?:\s?)+", re.IGNORECASE)
_USABLE_ID = re.compile(r"<[!-~]{1,900}>")
"""An id with a space or a non-ASCII letter cannot go into a header, so the letter leaves it out."""


class Composer:
    """Composes the letters of one bot."""

    __slots__ = (
        "_archives",
        "_base_url",
        "_hypertext",
        "_key",
        "_paged",
        "_sender",
        "_wording",
    )

    def __init__(
        self,
        templates: Mapping[str, str],
        sender: str,
        archives: Mapping[str, str],
        key: bytes,
        base_url: str = "",
        paged: frozenset[str] = frozenset(),
    ) -> None:
        """`templates` maps file names to texts, `archives` list addresses to archive URLs, which
        may hold `{message_id}`. `sender` is the bot's address, `key` signs X-Listbot, and
        `base_url` is where our own pages are, and `paged` are the lists that have public ones.
        """
        guard.check_address(sender)
        self._wording = Wording(templates)
        self._hypertext = Hypertext(templates)
        self._sender = sender
        self._archives = archives
        self._key = key
        self._base_url = base_url
        self._paged = paged

    def compose(self, order: LetterOrder, list_address: str, now: datetime) -> Letter:
        """Return the letter for this order, dated `now`. Raises ComposeError."""
        kind = _kind_of(order)
        recipients = order.recipients or ((list_address,) if order.to_list else ())
        if not recipients:
            raise ComposeError(f"{order.kind} for {order.cause}: nobody to send it to")
        for address in (*recipients, *_chosen(order)):
            guard.check_address(address)
        key = message_ids.letter_key(order)
        message_id = message_ids.message_id(key, self._sender)
        page = self._page(order, list_address)
        subject, text = self._wording.render(kind.template, order.facts, page)
        guard.check_lines(text)
        html = (
            self._hypertext.render(kind.template, order.facts, page, subject)
            if kind.has_page
            else ""
        )
        fields = (
            ("From", f"{NAME} <{self._sender}>"),
            ("To", list_address if order.to_list else _to(recipients)),
            *((("Reply-To", order.reply_to),) if order.reply_to else ()),
            ("Subject", subject),
            ("Date", format_datetime(now)),
            ("Message-ID", message_id),
            *_threading(order),
            ("Auto-Submitted", "auto-replied" if kind.is_answer else "auto-generated"),
            ("Precedence", "bulk"),
            ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
            *self._unsubscribing(order),
            *((("X-Listbot-Act", order.hand_act),) if order.hand_act else ()),
            ("X-Listbot", message_ids.token(message_id, self._key)),
        )
        return Letter(
            key=key,
            kind=kind.name,
            message_id=message_id,
            to_list=order.to_list,
            recipients=recipients,
            envelope_from=order.envelope_from or ("" if kind.is_answer else self._sender),
            subject=subject,
            raw=_raw(fields, text, html, order.calendar, message_id),
            text=text,
            html=html,
        )

    def _page(self, order: LetterOrder, list_address: str) -> Page:
        archive = self._archives.get(list_address, "")
        web = self._base_url if list_address in self._paged else ""
        numbers, sources = cites.sources_of(order.facts, list_address, self._archives, web)
        subject = _REPLY.sub("", one_line(order.subject, SUBJECT_COLUMNS))
        return Page(
            thread=subject or "(no subject)",
            list=list_address,
            marks=numbers,
            sources=sources,
            archive="" if cites.PLACE in archive else archive,
            links=cites.links_of(order.facts, list_address, self._archives, web),
            unsubscribe=page_of(self._base_url, order.unsubscribe),
            web=web,
        )

    def _unsubscribing(self, order: LetterOrder) -> mime.Fields:
        """Return the headers by which a mail program unsubscribes: with a mail (RFC 2369) or, if
        there are pages, with one click (RFC 8058).
        """
        if not order.unsubscribe:
            return ()
        mailto = f"<{mailto_of(self._sender, order.unsubscribe)}>"
        page = page_of(self._base_url, order.unsubscribe)
        if not page:
            return (("List-Unsubscribe", mailto),)
        return (
            ("List-Unsubscribe", f"<{page}>, {mailto}"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        )


def _raw(fields: mime.Fields, text: str, html: str, calendar: str, message_id: str) -> bytes:
    if html:
        return mime.assemble_both(fields, text, html, message_id)
    if calendar:
        return mime.assemble_attached(fields, text, calendar, message_id)
    return mime.assemble(fields, text)


def _kind_of(order: LetterOrder) -> Kind:
    kind = _BY_NAME[order.kind]
    if isinstance(order.facts, kind.facts):
        return kind
    raise ComposeError(
        f"{kind.name} is made from {kind.facts.__name__}, not {type(order.facts).__name__}"
    )


def _chosen(order: LetterOrder) -> tuple[str, ...]:
    """Return the addresses that this order uses instead of the usual ones."""
    return tuple(address for address in (order.reply_to, order.envelope_from) if address)


def _to(recipients: tuple[str, ...]) -> str:
    """Return the To header; several recipients do not see each other's addresses (an empty group,
    RFC 5322, section 3.4).
    """
    return recipients[0] if len(recipients) == 1 else "undisclosed-recipients:;"


def _threading(order: LetterOrder) -> mime.Fields:
    """Return In-Reply-To and References, if the letter answers something."""
    parent = (order.reply_to_mail,) if order.reply_to_mail else ()
    ids = tuple(dict.fromkeys(id for id in (*order.thread, *parent) if _USABLE_ID.fullmatch(id)))
    root, rest = ids[:1], ids[1:][-LAST_REFERENCES:]
    answered = tuple(("In-Reply-To", id) for id in parent if id in ids)
    return (*answered, ("References", " ".join(root + rest))) if ids else ()
