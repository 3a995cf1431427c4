"""Read Received fields: who handed the mail to whom, and when, in the formats of common
servers.

`from HELO (NAME [IP]) by HOST ...; DATE`. The client is what the server that wrote the line
saw for itself: the address that called it, and the name it looked up and confirmed. The
HELO name, an ident user, the envelope's addresses and a certificate's name are whatever the
client chose to say; they never count, in any position. So the whole line must match:
nothing but comments between its client and its only "by". A format we don't know gives a
hop without a client, and the chain of trust ends there. Pure; never raises.

LMTP is the last step, from a mail host to its own mailboxes (RFC 2033): such a line names
no client that could vouch for anything, and the same mail host wrote the line below it.
Dovecot puts one on top of every mail it gets from Postfix; if we asked for its client, all
mail would come from a host that must be trusted. Gmail's lines for a step within Google are
taken in the same way: `by 2002:a05:... with SMTP id ...`, without any "from".
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.mail.wire.headers import timestamp

MAX_HOPS = 100  # no route is longer; Postfix's hopcount_limit is 50
LONGEST = 2_000  # characters of a line; in a longer one somebody else had a say

_IP = r"\[(?:IPv6:)?(?P<ip>[0-9A-Fa-f:.]{2,45})\]"
_BARE_IP = r"(?P<ip>[0-9A-Fa-f:.]{2,45})"
_HELO = r"[^\s()<>\"]{1,255}"
_IDENT = r"(?:[^\s()@]{1,64}@)?"
_SAID = rf"(?::\d{{1,5}})?(?: (?:port|helo|ident)={_HELO}){{0,3}}"
_COMMENT = r"\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\)"
# Exim's default received_header_text: it names itself right after the protocol, before
# anything others chose.
_BY_EXIM = (
    rf"(?= by {_HELO} with [a-z0-9]{{1,20}}(?: {_COMMENT})?(?: tls [\w-]{{1,60}})? \(Exim \d)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # qmail: from name (HELO helo) (user@ip); tcpserver confirms the name only if
        # configured to, so we ignore it.
        rf"from {_HELO} \((?:HELO|EHLO) [^()]*\) \({_IDENT}{_BARE_IP}\)",
        # Postfix, Sendmail, Gmail: from helo (name [ip]); Sendmail adds an ident user and
        # "(may be forged)".
        rf"from {_HELO} \({_IDENT}(?P<name>[^\s()\[\]@=]{{1,255}}) {_IP}"
        r"(?:\)|(?P<forged>\)? \(may be forged\)\)?))(?! \(may)",
        # Exim: from name ([ip]:port helo=said ident=said); Exim confirmed the name.
        rf"from (?P<name>{_HELO}) \({_IP}{_SAID}\){_BY_EXIM}",
        # Exim without a name: from [ip] (helo=said). In other servers' lines that [ip] is
        # only what the client said.
        rf"from {_IP}(?::\d{{1,5}})?(?: \((?:port|helo|ident)=[^()]*\))?{_BY_EXIM}",
        # Dovecot, Postfix without DNS, Exim with another format: from helo ([ip]).
        rf"from {_HELO} \({_IP}{_SAID}\)",
        # Exchange: from helo (ip) by; qmail when the HELO is the name.
        rf"from {_HELO} \({_IDENT}{_BARE_IP}\)",
    )
)
_BY = re.compile(rf"(?: {_COMMENT}){{0,8}} by (?=\S)", re.IGNORECASE)
_LMTP = re.compile(rf"\S+ (?:{_COMMENT} )?with (?:UTF8)?LMTPS?A?(?: |$)", re.IGNORECASE)
_WITHIN_GOOGLE = re.compile(r"by (2002:[0-9A-Fa-f:]{2,40}) with SMTP id [\w.-]{1,80}\Z")
_WORDS = re.compile(
    rf"{_COMMENT}|<(?:\"(?:[^\"\\]|\\.)*+\"|[^<>\"])*+>|(?P<word>[^\s()<>\"]++)|(?P<odd>[()<>\"])"
)
_ONCE = frozenset({"from", "by"})
"""The clauses by which a server says whom it got the mail from, and who it is (RFC 5321,
section 4.4).
"""


@dataclass(frozen=True, slots=True)
class Hop:
    """One Received line: the client as the line's writer saw it, and when."""

    clients: frozenset[str]
    """The client's verified name (lower case) and IP address; empty if unknown, and for LMTP."""
    at: datetime | None
    is_delivery: bool = False
    """Taken over LMTP or within Google, so from the writer's own mail host."""
    by: str = ""
    """The writer's name for itself; "" if the format is unknown."""


def hops(fields: Sequence[str]) -> Iterator[Hop]:
    """Read Received fields, topmost first and lazily: few are ever believed."""
    return map(_hop, fields[:MAX_HOPS])


def believed(chain: Iterable[Hop], trusted: frozenset[str]) -> tuple[Hop, ...]:
    """The lines we can believe: our own on top, and each next one as long as we or a
    trusted host wrote it.
    """
    line: list[Hop] = []
    for hop in chain:
        line.append(hop)
        if not (hop.is_delivery or hop.clients & trusted):
            break
    return tuple(line)


def known_hosts(names: Sequence[str]) -> frozenset[str]:
    """Normalise trusted host names and addresses so that they compare with clients."""
    return frozenset(_plain_ip(name) or name.rstrip(".").lower() for name in names)


def is_ip(host: str) -> bool:
    """Whether it is an address rather than a name."""
    return _plain_ip(host) != ""


def _hop(field: str) -> Hop:
    path, _, stamp = field.rpartition(";")
    at = timestamp(stamp)
    path = " ".join(path[: LONGEST + 1].split())
    if within := _WITHIN_GOOGLE.match(path):
        return Hop(frozenset(), at, is_delivery=True, by=within[1])
    client = _client(path)
    by = _BY.match(path, client.end()) if client else None
    if client is None or by is None or not _is_one_hop(path[by.end() :]):
        return Hop(frozenset(), at)
    writer = path[by.end() :].split(maxsplit=1)[0]
    if _LMTP.match(path, by.end()):
        return Hop(frozenset(), at, is_delivery=True, by=writer)
    groups = client.groupdict()
    name = "" if groups.get("forged") else groups.get("name") or ""
    return Hop(_identities(name, groups["ip"]), at, by=writer)


def _client(path: str) -> re.Match[str] | None:
    if len(path) > LONGEST:
        return None
    return next(filter(None, (form.match(path) for form in _FORMS)), None)


def _is_one_hop(rest: str) -> bool:
    """Whether nothing after the client's "by" mentions a second hop or is left unclosed."""
    return not any(
        token["odd"] or (token["word"] or "").lower() in _ONCE for token in _WORDS.finditer(rest)
    )


def _identities(name: str, ip: str) -> frozenset[str]:
    host = name.rstrip(".").lower()
    known = {_plain_ip(ip)}
    # Postfix writes "unknown" if the name did not resolve back; Sendmail writes the address
    # as the name.
    if host not in {"unknown", "localhost"} and not host.startswith("["):
        known.add(host)
    return frozenset(known - {""})


def _plain_ip(text: str) -> str:
    if not text or text[-1] not in "0123456789abcdefABCDEF:":
        return ""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
