"""Read what a mail host found when it checked a mail's signatures: Authentication-Results
(RFC 8601) and the copy of it that ARC seals.

Anybody can write such a field, so others decide which of them to read. Values that a sender
chose stand in it in quotation marks or in comments; a field whose quotation marks or brackets
are not closed is refused whole, and a part that is not made of names and values is passed over.
Pure, linear, never raises.
"""

import re
from dataclasses import dataclass

LONGEST = 10_000  # characters; a host that looked at twenty signatures writes 4,000
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)"|\\.|[()";=\\]|\s++|[^()";=\\\s]++', re.DOTALL)
_IN_COMMENT = re.compile(r"\\.|[()\\]|[^()\\]++", re.DOTALL)  # quotation marks mean nothing there


@dataclass(frozen=True, slots=True)
class Result:
    """What a check came to."""

    method: str
    """`dkim`, `spf`, `dmarc`; lower case."""
    result: str
    """`pass`, `fail`, ...; lower case."""
    properties: tuple[tuple[str, str], ...]
    """Such as ("header.d", "example.org"); names in lower case."""

    def of(self, name: str) -> tuple[str, ...]:
        """Return every value of a property, in lower case."""
        return tuple(value.lower() for key, value in self.properties if key == name)


@dataclass(frozen=True, slots=True)
class Results:
    """One field."""

    by: str
    """The authserv-id: who checked, lower case."""
    results: tuple[Result, ...]

    def signed_by(self, domain: str) -> tuple[Result, ...]:
        """The signatures of this very domain that were found good.

        Google writes only `header.i`, the signer's user. Its domain is the signature's or one
        below that, whose DNS the signer can change anyway.
        """
        return tuple(
            each
            for each in self.results
            if (each.method, each.result) == ("dkim", "pass") and _signers(each) == (domain,)
        )


def _signers(result: Result) -> tuple[str, ...]:
    users = tuple(each.rpartition("@")[2] for each in result.of("header.i"))
    return result.of("header.d") or users


def read_results(value: bytes, *, is_sealed: bool = False) -> Results | None:
    """Return what a field says; None if it cannot be read. A sealed one begins with its number."""
    segments = _segments(value.decode("ascii", "replace")[: LONGEST + 1])
    if segments is None:
        return None
    if is_sealed:
        segments = segments[1:]
    by = segments[0] if segments else []
    if not by or "=" in by:
        return None
    return Results(by[0].lower(), tuple(filter(None, map(_result, segments[1:]))))


def _segments(text: str) -> list[list[str]] | None:
    """Cut a field at its semicolons, into words; comments are left out."""
    found: list[list[str]] = [[]]
    goes_on = False  # the next word belongs to the one before, since nothing is between them
    at, depth = 0, 0
    if len(text) > LONGEST:
        return None
    while token := _IN_COMMENT.match(text, at) if depth else _TOKEN.match(text, at):
        word, at = token[0], token.end()
        if word == "(" or depth:
            depth += {"(": 1, ")": -1}.get(word, 0)
            goes_on = False
        elif word in (")", '"', "\\"):
            return None
        elif word == ";":
            found.append([])
        elif word == "=":
            found[-1].append(word)
        elif not word.isspace():
            meant = word.strip('"')
            found[-1] += [found[-1].pop() + meant] if goes_on else [meant]
            goes_on = True
            continue
        goes_on = False
    return None if depth else found


def _result(words: list[str]) -> Result | None:
    """Read `dkim=pass header.d=example.org`; None if it is not made of names and values."""
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        if words[at + 1 : at + 2] != ["="] or words[at] == "=" or words[at + 2 : at + 3] == ["="]:
            return None
        pairs.append((words[at].lower(), "".join(words[at + 2 : at + 3])))
        at += 3
        while words[at : at + 1] == ["="]:  # at the end of a value in base64
            at += 1
    if not pairs:
        return None
    (method, result), *properties = pairs
    return Result(method.partition("/")[0], result.lower(), tuple(properties))
