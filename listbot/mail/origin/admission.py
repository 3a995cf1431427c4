"""Recognise mail that a machine wrote: never counted, never answered (RFC 3834).

A machine either answers a mail (a bounce, an out-of-office note) or reports something
unprompted (a monitor, another list): only the second, a notice, may open a ticket. If it
could be either, it counts as an answer.

Bulk marks (Precedence, List-*) do not matter on mail from our own watched list, because
every post there has them. Our own letters are recognised when the list sends them back;
whether such an echo proves that a letter is out is for the outbox, which can check its
mark. Pure; never raises. Returns the reason with the header that shows it, or None for a
person's mail.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from listbot.mail.mail import Arrival, Automatic, Level, lower_case
from listbot.mail.origin.identity import has_null_sender
from listbot.mail.origin.machine_words import ANSWERS, AWAY, BY_ITSELF
from listbot.mail.wire.charsets import printable
from listbot.mail.wire.extensions import base_of, is_own
from listbot.mail.wire.headers import Headers, decode, mailboxes
from listbot.mail.wire.subjects import REPLY_PREFIXES

OWN_MARK = "x-listbot"
HAND_ACT = "x-listbot-act"
_REPLACED = ("x-microsoft-original-message-id", "x-google-original-message-id")
"""Where a host that gives letters a Message-ID of its own leaves ours."""
_LONGEST_ACT = 60  # characters; ours are shorter
_LONGEST_ID = 320  # characters; 42 and the domain of the bot's address

_MACHINE_NAMES = frozenset(
    {"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply"}
)
_MACHINE_ENDINGS = ("-request", "-owner", "-bounces", "-bounce", "-noreply", "-no-reply")
_SENDS_ONLY = ("noreply", "no-reply", "donotreply", "do-not-reply")
"""Local parts of senders that report and never read end in these; others (mail hosts, list
servers) answer.
"""
_NOTICES = frozenset({"auto-generated", "auto-notified"})
"""RFC 3834, 5.1; RFC 5436, 2.7.1."""
_SUPPRESSED = frozenset({"all", "autoreply", "oof", "dr"})
_BULK = frozenset({"bulk", "list", "junk"})
_LISTS = ("list-id", "list-post", "list-unsubscribe", "x-loop")
_USUAL = 60  # characters of a field's name
_HEAD = 60  # characters before the colon of a subject
_ANSWERING = re.compile(r"auto-?(?:repl|respon|generat)|machine-?generat|vacation|out-?of-?office")
_TELLING = re.compile(
    rf"{_ANSWERING.pattern}"
    r"|(?:precedence|preference|class|(?<!^content-)type|mailer|agent|delivered-to)$",
)
"""Names of fields by which a machine says that it wrote a mail, or may say so."""
_ANSWERS = re.compile(r"\bauto[-_ ]?(?:repl|respon)|\Avacation\b")
_DENIALS = frozenset({"", "no", "false", "0"})
# one in another, too (RFC 5322, 3.2.2)
_COMMENT = re.compile(r"\((?:[^()]|\([^()]{0,200}\)){0,200}\)")
_REPORT = re.compile(r"report-type\s{0,9}=\s{0,9}\"?([\w-]{1,40})", re.IGNORECASE)
# For out-of-office mails without any header that says so; whole beginnings, so that a
# thread about absences does not match.
_ABSENCE = (
    "automatic reply:",
    "auto-reply:",
    "autoreply:",
    "out of office:",
    "out of office autoreply:",
    "automatische antwort:",
    "abwesenheitsnotiz:",
    "réponse automatique",
    "respuesta automática:",
    "risposta automatica:",
    "resposta automática:",
    "automatisch antwoord:",
    "автоматический ответ:",
    "automatická odpověď:",
    "automatyczna odpowiedź:",
    "autosvar:",
    "自動応答",
    "自动答复",
)


@dataclass(frozen=True, slots=True)
class _Case:
    """The values the rules look at."""

    headers: Headers
    inner: Headers
    """The fields of the mail that the list wrapped, else the same as `headers`."""
    arrival: Arrival
    author: str
    message_id: str
    by_our_list: bool


def automatic(
    headers: Headers,
    arrival: Arrival,
    *,
    author: str,
    message_id: str,
    level: Level,
    inner: Headers | None = None,
) -> Automatic | None:
    """Return why a machine wrote this mail; None if a person did. `inner`: the fields of the mail
    that its list wrapped, which are the only ones that it had when it left: our mark and
    Auto-Submitted are not in the wrapper.
    """
    inner = inner or headers
    by_our_list = _by_our_list(headers, arrival, level)
    case = _Case(headers, inner, arrival, author, message_id, by_our_list)
    act = decode(inner.first(HAND_ACT))[:_LONGEST_ACT].strip()
    own = _own_letter(case)
    if own:
        return replace(own, hand_act=act)
    for each in (case,) if inner is headers else (replace(case, headers=inner), case):
        if reason := next((reason for rule in RULES if (reason := rule(each))), ""):
            return Automatic(reason, is_notice=not _is_answer(each), hand_act=act)
    return None


def no_answer(headers: Headers) -> str:
    """Return the header by which a mail asks for no automatic answer; "" if there is none.

    Some Exchange servers add it to what people write, so the mail itself is read as usual.
    """
    for value in headers.all("x-auto-response-suppress"):
        if _SUPPRESSED.intersection(value.lower().replace(",", " ").split()):
            return f"X-Auto-Response-Suppress: {decode(value)[:60]}"
    return ""


def _by_our_list(headers: Headers, arrival: Arrival, level: Level) -> bool:
    address = arrival.list.address.lower()
    if arrival.list.is_desk:
        return address.replace("@", ".") in headers.first("list-id").lower()
    if level is not Level.UNVERIFIED:
        return True
    named = {
        box.address
        for field in ("to", "cc")
        for value in headers.all(field)
        for box in mailboxes(value)
    }
    is_named = any(base_of(one, (address,), arrival.list.delimiter) for one in named)
    return is_named or address.replace("@", ".") in headers.first("list-id").lower()


def _own_letter(case: _Case) -> Automatic | None:
    """One of our letters: our mark and our address, or a Message-ID that only we make (it
    survives munging). A host may have replaced that; the mark fits only the one we gave.
    """
    ours = lower_case(case.arrival.list.own_addresses)
    mark = case.inner.first(OWN_MARK)
    if _is_our_id(case.message_id, ours):
        return Automatic(f"our own letter: Message-ID {case.message_id}", case.message_id, mark)
    for field in _REPLACED if mark else ():
        original = case.headers.first(field).strip()
        if _is_our_id(original, ours):
            return Automatic(f"our own letter: {field.title()} {original}", original, mark)
    if mark and is_own(case.author, case.arrival.list):
        return Automatic("our own letter: X-Listbot", case.message_id, mark)
    return None


def _is_our_id(message_id: str, ours: frozenset[str]) -> bool:
    domain = message_id.rpartition("@")[2].rstrip(">").lower()
    return (
        len(message_id) <= _LONGEST_ID
        and message_id.startswith("<listbot-")
        and domain in {address.rpartition("@")[2] for address in ours}
    )


def _auto_submitted(case: _Case) -> str:
    """RFC 3834, 5: any value but `no`; comments and parameters are allowed."""
    word = next((word for word in _submitted_words(case) if word not in ("", "no")), "")
    return f"Auto-Submitted: {printable(word[:60])}" if word else ""


def _submitted_words(case: _Case) -> Iterator[str]:
    for value in case.headers.all("auto-submitted"):
        yield _COMMENT.sub(" ", value).partition(";")[0].strip().lower()


def _null_sender(case: _Case) -> str:
    return "null sender" if has_null_sender(case.headers, case.arrival) else ""


def _report(case: _Case) -> str:
    content_type = case.headers.first("content-type")[:2_000]
    if not content_type.lstrip().lower().startswith("multipart/report"):
        return ""
    kind = _REPORT.search(content_type)
    return f"multipart/report, {kind[1].lower()}" if kind else "multipart/report"


def _vacation(case: _Case) -> str:
    for name in filter(_may_tell, case.headers.names):
        value = case.headers.first(name).strip().lower()
        if value in _DENIALS:
            continue
        if _ANSWERING.search(name) or ("@" not in value and _ANSWERS.search(value[:200])):
            return f"{name.title()}: {printable(value[:60])}"
    if word := next((word for word in _others_submitted(case) if word not in _DENIALS), ""):
        return f"X-Auto-Submitted: {printable(word[:60])}"
    subject = case.headers.text("subject")
    return f"Subject: {subject[:60]}" if _tells_absence(subject.lower(), case.headers) else ""


def _may_tell(name: str) -> bool:
    """Whether a field may say that a machine wrote the mail; only names of usual length are kept
    in memory.
    """
    return _tells(name) if len(name) < _USUAL else _tells.__wrapped__(name)


@lru_cache(maxsize=512)  # Mails have the same fields again and again.
def _tells(name: str) -> bool:
    is_told = _TELLING.search(name) is not None
    return is_told and not name.endswith(("suppress", "auto-submitted"))


def _others_submitted(case: _Case) -> Iterator[str]:
    for value in case.headers.all("x-auto-submitted"):
        yield _COMMENT.sub(" ", value).partition(";")[0].strip().lower()


def _tells_absence(subject: str, headers: Headers) -> bool:
    """Whether a subject is that of a note of absence: it says so before a colon, and the mail's own
    subject behind it is that of the mail it answers.
    """
    if subject.startswith(_ABSENCE):
        return True
    head, colon, rest = subject.replace("：", ":").partition(":")
    if not colon or len(head) > _HEAD or head in REPLY_PREFIXES:
        return False
    by_machine = any(stem in head for stem in BY_ITSELF) and any(stem in head for stem in ANSWERS)
    if not by_machine and not head.startswith(AWAY):
        return False
    return rest.lstrip().startswith("[") or bool(
        headers.first("in-reply-to") or headers.first("references")
    )


def _machine_name(case: _Case) -> str:
    local = case.author.rpartition("@")[0]
    is_machine = local in _MACHINE_NAMES or local.endswith(_MACHINE_ENDINGS)
    return f"From: {case.author}" if is_machine else ""


def _bulk(case: _Case) -> str:
    if case.by_our_list:
        return ""
    for name in ("precedence", "x-precedence", "preference"):
        if (precedence := case.headers.first(name).strip().lower()) in _BULK:
            return f"{name.title()}: {precedence}"
    name = next(
        (name for name in _LISTS if case.headers.first(name)),
        "",
    )
    return f"{name.title()}, but not from our list" if name else ""


def _is_answer(case: _Case) -> bool:
    """Whether the machine answers a mail, or may be doing so."""
    words = {word for word in _submitted_words(case) if word not in ("", "no")}
    if words - _NOTICES or any(rule(case) for rule in (_report, _null_sender, _vacation)):
        return True
    if words:
        return False
    local = case.author.rpartition("@")[0]
    if _machine_name(case) and not local.endswith(_SENDS_ONLY):
        return True
    # Old vacation programs write "Precedence: bulk" and otherwise only what they answer.
    return bool(case.headers.first("in-reply-to") or case.headers.first("references"))


RULES: tuple[Callable[[_Case], str], ...] = (
    _auto_submitted,
    _report,
    _null_sender,
    _vacation,
    _machine_name,
    _bulk,
)
"""In this order; the first reason is shown."""
