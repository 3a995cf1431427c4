"""What a list did with a letter of ours, told from the letter and the copy that came back.

Pure and linear; never raises. Whoever sees a post of ours may send it in again with other fields,
so nothing is decided by this: it is shown to the admin, and every text of it is short.
"""

import re
from collections.abc import Iterable

from listbot.mail.body.text import text_of
from listbot.mail.parse import parse_message, wrapped_in
from listbot.mail.proof.results import read_results
from listbot.mail.proof.tags import squeezed, tags_of
from listbot.mail.wire.headers import Headers, decode, mailboxes
from listbot.model.handling import Handling

LONGEST = 100  # characters of a name or a prefix; real ones are shorter
MOST = 5  # hosts of a kind; real routes have two or three
_REPLY = re.compile(r"\A(?:re|aw)\s?:\s?", re.IGNORECASE)


def handling_of(sent: bytes, came: bytes) -> Handling:
    """Return what happened between the two; `came` is a mail that was read without a fault."""
    ours, theirs = parse_message(sent), parse_message(came)
    before, after = Headers.of(ours), Headers.of(theirs)
    inner = wrapped_in(theirs)
    words = " ".join(text_of(ours).text.split())
    found = " ".join(text_of(theirs if inner is None else inner).text.split())
    above, ours_found, below = found.partition(words) if words else ("", found, "")
    sender, reply_to = _address(after, "from"), _address(after, "reply-to")
    return Handling(
        is_wrapped=inner is not None,
        sender="" if sender == _address(before, "from") else sender,
        prefix=_prefix(before.text("subject"), after.text("subject")),
        adds_above=bool(ours_found and above),
        adds_below=bool(ours_found and below) or (inner is not None and bool(text_of(theirs).text)),
        is_reworded=bool(words) and not ours_found,
        reply_to="" if reply_to == _address(before, "reply-to") else reply_to,
        list_id=decode(after.first("list-id")).rpartition("<")[2].rstrip(">")[:LONGEST],
        sealers=_few(_sealer(each) for each in after.all("arc-seal")),
        checked_by=_few(_checker(each) for each in after.all("authentication-results")),
    )


def _address(headers: Headers, field: str) -> str:
    return next((each.address for each in mailboxes(headers.first(field))), "")[:LONGEST]


def _prefix(before: str, after: str) -> str:
    """Return what stands before our subject, whether before its "Re:" or behind it; "" if the
    subject is not ours any more.
    """
    title = _REPLY.sub("", before)
    if not title or not after.endswith(title):
        return ""
    return _REPLY.sub("", after.removesuffix(before).removesuffix(title)).strip()[:LONGEST]


def _sealer(value: str) -> str:
    tags = tags_of(value.encode("utf-8", "surrogateescape")) or {}
    return squeezed(tags.get("d", b"")).lower()[:LONGEST]


def _checker(value: str) -> str:
    found = read_results(value.encode("utf-8", "surrogateescape"))
    return found.by[:LONGEST] if found else ""


def _few(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))[:MOST]
