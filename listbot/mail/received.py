"""Received fields: who handed the mail to whom, and when, in the forms the common servers write.

`from HELO (NAME [IP]) by HOST ...; DATE`. Only what stands in the parentheses was seen by the server that wrote
the line; the HELO name is whatever the client liked to say, and never counts. A form that is not known gives a
hop without a client, and so the chain of trust ends there. Pure; never raises.

LMTP is the last step, from a mail host to its own mailboxes (RFC 2033): such a line names no client that could vouch
for anything, and the line under it was written by that same mail host. Dovecot writes one on top of every mail it gets
from Postfix; were its client asked for, all mail would come from a host that has to be trusted.
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.mail.headers import timestamp

MAX_HOPS = 100  # no path is longer; Postfix's hopcount_limit is 50
_LOOKED_AT = 2_000  # characters of one field

_IP = r"\[(?:IPv6:)?(?P<ip>[0-9A-Fa-f:.]{2,45})\]"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # Postfix, Sendmail, Gmail: from helo (name [ip]); Sendmail adds an ident user and "(may be forged)".
        rf"from\s+\S+\s+\((?:[^\s()@]{{1,64}}@)?(?P<name>[^\s()\[\]]{{1,255}})\s+{_IP}"
        r"(?P<forged>\)?\s*\(may be forged\))?",
        # Dovecot, Postfix without DNS: from helo ([ip]); Exim puts a verified name first and says so at the end.
        rf"from\s+(?P<first>\S+)\s+\({_IP}[^()]*\)",
        # Exim without a name: from [ip] (helo=name).
        rf"from\s+{_IP}(?::\d+)?(?:\s|$)",
        # qmail: from name (HELO helo) (user@ip).
        r"from\s+(?P<name>\S+)\s+\((?:HELO|EHLO)\s+[^()]*\)\s+\((?:[^\s()@]{1,64}@)?(?P<ip>[0-9A-Fa-f:.]{2,45})\)",
        # Exchange: from helo (ip) by; qmail when the HELO is the name.
        r"from\s+\S+\s+\((?:[^\s()@]{1,64}@)?(?P<ip>[0-9A-Fa-f:.]{2,45})\)",
    )
)


_COMMENT = r"\((?:[^()]|\([^()]{0,200}\)){0,300}\)"
_BY_LMTP = re.compile(
    # Right after the client; further on, addresses that strangers chose may stand in comments.
    rf"\)?\s(?:{_COMMENT}\s){{0,4}}by\s\S+\s(?:{_COMMENT}\s)?with\s(?:UTF8)?LMTPS?A?(?:\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One Received line: the client as its writer saw it, and when."""

    clients: frozenset[str]
    """The client's verified name (lower case) and its IP address; empty where none can be known, and by LMTP."""
    at: datetime | None
    is_delivery: bool = False
    """Taken by LMTP, so from the writer's own mail host."""


def hops(fields: Sequence[str]) -> Iterator[Hop]:
    """Read Received fields, topmost first, each only when it is asked for: few are ever believed."""
    return map(_hop, fields[:MAX_HOPS])


def believed(chain: Iterable[Hop], trusted: frozenset[str]) -> tuple[Hop, ...]:
    """The lines that can be believed: our own on top, and each next one while we or a trusted host wrote it."""
    line: list[Hop] = []
    for hop in chain:
        line.append(hop)
        if not (hop.is_delivery or hop.clients & trusted):
            break
    return tuple(line)


def known_hosts(names: Sequence[str]) -> frozenset[str]:
    """Trusted host names and addresses in the form that clients are compared in."""
    return frozenset(_plain_ip(name) or name.rstrip(".").lower() for name in names)


def _hop(field: str) -> Hop:
    text = " ".join(field[:_LOOKED_AT].split())
    path, _, stamp = text.rpartition(";")
    at = timestamp(stamp)
    match = next(filter(None, (form.match(path) for form in _FORMS)), None)
    if match is None:
        return Hop(frozenset(), at)
    if _BY_LMTP.match(path, match.end()):
        return Hop(frozenset(), at, is_delivery=True)
    groups = match.groupdict()
    name = "" if groups.get("forged") else groups.get("name") or _exim_name(groups.get("first"), path)
    return Hop(_identities(name, groups["ip"]), at)


def _exim_name(first: str | None, path: str) -> str:
    """Exim writes `from verified.name ([ip] helo=x)`; Dovecot the same with the HELO name, which proves nothing."""
    return first if first and "(Exim" in path else ""


def _identities(name: str, ip: str) -> frozenset[str]:
    host = name.rstrip(".").lower()
    known = {_plain_ip(ip)}
    # Postfix: "unknown" where the name did not resolve back; Sendmail writes the address as the name.
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
