"""Read a field that says who wrote a mail, and refuse one that can be read in two ways.

RFC 5322 and 6854 let From hold several addresses, groups and routes, and mailers disagree
about malformed ones: some take the first address, some the last, some one in a comment.
Such a field can name one person to the list's host and another to us. So we accept only a
field in which every reader finds the same addresses, each in angle brackets or bare. Quoted
names, comments and encoded words may say anything. One unclosed quote is forgiven if the
whole field has only one "@". A doubtful field is an Ambiguity with the reason. Pure, in
linear time, never raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from listbot.mail.wire.headers import ADDR_SPEC, Mailbox, canonical, display_name

LONGEST = 2_000  # characters of a field that names an author; a longer one could say anything

NOBODY = "no address"
SEVERAL = "several addresses"
UNCLEAR = "an address that can be read in two ways"
_OPEN = "an unclosed quote or bracket"

_QUOTED = "\0"  # in place of a quoted string or an encoded word; never part of an address
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|<[^<>]*+>|[^"(<>,;]++|.', re.DOTALL)
_QUOTED_LOCAL = re.compile(r'"([\w!#$%&*+/=?^`{|}~.-]{1,62})"@([A-Za-z0-9.-]{1,253})', re.ASCII)
_IN_COMMENT = re.compile(r"[()]|\\.|[^()\\]++|\\", re.DOTALL)
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]*+\?=")


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Why we cannot name anybody."""

    reason: str
    """In words: "several addresses"."""


@dataclass(slots=True)
class _Element:
    """The text between two commas."""

    angles: list[str] = field(default_factory=list)
    outside: str = ""
    """The text outside quotes, comments and angle brackets."""
    phrase: list[str] = field(default_factory=list)
    """Everything but the angle brackets, as written: the name."""
    comments: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    """Quoted texts not followed by an address in angle brackets: some readers take them for
    an address.
    """


class _Refused(Exception):
    """Stops the reading of a field, with the reason."""


def read_surely(value: str) -> tuple[Mailbox, ...] | Ambiguity:
    """Return the addresses of a From, Reply-To or Cc field; an Ambiguity if a reader could
    find others.
    """
    if len(value) > LONGEST:
        return Ambiguity(f"{len(value)} characters (at most {LONGEST})")
    try:
        return tuple(box for element in _elements(value) for box in _mailbox(element))
    except _Refused as refused:
        return Ambiguity(str(refused))


def _elements(value: str) -> Iterator[_Element]:
    element, at, is_open = _Element(), 0, False
    while token := _TOKEN.match(value, at):
        text, at = token[0], token.end()
        if text == "(":
            at = _end_of_comment(value, at)
            _add_comment(element, value[token.start() : at])
        elif text in (",", ";"):
            yield element
            element = _Element()
        elif text == '"' and (is_open or value.count("@") > 1):
            raise _Refused(_OPEN)
        else:
            is_open |= text == '"'
            _add(element, text)
    yield element


def _end_of_comment(value: str, at: int) -> int:
    """Return where the comment that began before `at` ends; comments may be nested."""
    depth = 1
    while depth:
        token = _IN_COMMENT.match(value, at)
        if token is None:
            raise _Refused(_OPEN)
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        at = token.end()
    return at


def _add_comment(element: _Element, comment: str) -> None:
    element.comments.append(comment[1:-1])
    element.phrase.append(comment)
    element.outside += " "


def _add(element: _Element, text: str) -> None:
    if text in ("<", ">"):
        raise _Refused(_OPEN)
    if text[0] == "<":
        element.angles.append(text[1:-1].strip())
        element.loose.clear()
        element.outside += " "
        return
    if text[0] == '"':
        element.loose.append(text.strip('"'))
    element.phrase.append(text)
    element.outside += _QUOTED if text[0] == '"' and len(text) > 1 else text


def _mailbox(element: _Element) -> Iterator[Mailbox]:
    outside = _ENCODED_WORD.sub(_QUOTED, element.outside)
    group, colon, members = outside.partition(":")
    if colon and "@" not in group and not element.angles:
        outside = members  # "team: ana@example.org;", a group of one (RFC 6854)
    joined = "@".join(part.strip() for part in outside.split("@"))  # "ana @ example.org"
    signed = [word for word in joined.split() if "@" in word]
    if len(element.angles) > 1:
        raise _Refused(SEVERAL)
    if any(
        _is_another(word, _address(next(iter(element.angles or signed), "")))
        for word in element.loose
    ):
        raise _Refused(SEVERAL)
    if element.angles:
        yield from _in_angles(element, element.angles[0], signed)
    elif len(signed) > 1:
        raise _Refused(SEVERAL)
    elif signed:
        yield from _bare(element, signed[0], outside.split())


def _bare(element: _Element, signed: str, words: list[str]) -> Iterator[Mailbox]:
    """An address without brackets, with nothing beside it but comments and perhaps a quoted
    name.
    """
    address = _address(signed)
    if signed.startswith(_QUOTED):
        raise _Refused(NOBODY)  # "Ana Ruiz"@example.org: a local part we don't accept
    if not address or signed not in words or any(word not in (_QUOTED, signed) for word in words):
        raise _Refused(UNCLEAR)
    yield Mailbox(address, display_name(next(iter(element.comments), "")))


def _in_angles(element: _Element, inside: str, signed: list[str]) -> Iterator[Mailbox]:
    address = _address(inside)
    if not address and "@" in inside:
        raise _Refused(UNCLEAR)
    if any(_is_another(word, address) for word in signed):
        raise _Refused(SEVERAL)
    if address:
        yield Mailbox(address, display_name(" ".join(element.phrase).strip()))


def _address(text: str) -> str:
    if ADDR_SPEC.fullmatch(text):
        return canonical(text)
    # RFC 5322, 3.4.1: dots that only quotes allow; some telephones' addresses have them.
    quoted = _QUOTED_LOCAL.fullmatch(text)
    return "" if quoted is None or all(quoted[1].split(".")) else canonical(text)


def _is_another(word: str, address: str) -> bool:
    """Whether a word of an unquoted name is an address other than the person's: "ana@work"
    and "@ana" are not.
    """
    bare = word.strip(".:'`*[]{}|/-")
    local, _, domain = bare.rpartition("@")
    return bool(local) and "." in domain and _address(bare) != address
