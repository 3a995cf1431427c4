"""Mails that try to cost more than their size: each a name and a text, a header or parts of
any size.

Every class of characters alone and in pairs; words from the tables, repeated; nested
quotes, items, remarks, commands; HTML of each tag; header fields and parts. The words come
from the tables themselves, so new ones are tried automatically.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import NamedTuple

import listbot
from listbot.mail.body import html
from listbot.mail.body.languages import LANGUAGES, LIST_FOOTER_OPENINGS
from listbot.proposals.commands import COMMANDS
from listbot.votes.lexicon.matching import Phrases

PARAGRAPH = 3_900  # At most this many characters of one statement are read.
HEAD_ROOM = 90_000  # Bytes of one header field; longer ones are refused unread (`limits`).


class Hostile(NamedTuple):
    """One class of hostile mails."""

    kind: str
    name: str
    make: Callable[[int], bytes]
    """Make one of a size in bytes: more header lines, an empty line and the body."""


CHARACTERS: dict[str, str] = {
    "dots": ".",
    "commas": ",",
    "colons": ":",
    "semicolons": ";",
    "bangs": "!",
    "question marks": "?",
    "ellipses": "…",
    "hyphens": "-",
    "dashes": "—",
    "minus signs": "−",
    "plus signs": "+",
    "plus-minus": "±",
    "underscores": "_",
    "equals": "=",
    "asterisks": "*",
    "hashes": "#",
    "tildes": "~",
    "backticks": "`",
    "quotes": '"',
    "apostrophes": "'",
    "curly apostrophes": "\u2019",
    "greater": ">",
    "wide greater": "＞",
    "less": "<",
    "bars": "|",
    "slashes": "/",
    "backslashes": "\\",
    "open brackets": "[",
    "closed brackets": "]",
    "open round": "(",
    "closed round": ")",
    "open braces": "{",
    "closed braces": "}",
    "at signs": "@",
    "ampersands": "&",
    "percents": "%",
    "dollars": "$",
    "carets": "^",
    "bullets": "•",
    "boxes": "☐",
    "ticked boxes": "☑",
    "zeros": "0",
    "ones": "1",
    "wide ones": "１",
    "letters": "a",
    "capitals": "A",
    "accents": "é",
    "kana": "か",
    "emoji": "👍",
    "combining": "a\u0301",
    "soft hyphens": "\u00ad",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "tabs": "\t",
    "line ends": "\n",
    "form feeds": "\x0c",
    "line separators": "\u2028",
}
"""Each class of characters that a pattern or table treats separately."""

LINES: dict[str, str] = {
    "votes": "+1\n\n",
    "votes against": "-1\n\n",
    "zeros": "0\n\n",
    "votes in turn": "+1\n\n-1\n\n",
    "votes for items": "+1 on item {n}\n\n",
    "votes for topics": "+1 for topic{n}\n\n",
    "items": "{n}. a thing to vote on: +1\n",
    "lettered items": "A: +1\nB: -1\n",
    "votes of others": "+1 Ana (binding)\n",
    "counted votes": "+1: Ana, Bo, Kim\n",
    "named votes": "+1: Ana\n\n",
    "legends": "+1 means yes, 0 does not care, -1 means no\n",
    "changes of mind": "I change my -1 to +1.\n\n",
    "withdrawals": "I withdraw my -1.\n\n",
    "conditions": "+1 if item {n} is done.\n\n",
    "votes in words": "I agree with this.\n\n",
    "objections in words": "I object to this.\n\n",
    "agreements": "+1 to what Bob said\n\n",
    "praise": "Good point. +1\n\n",
    "remarks answered": "> remark {n} is long\n+1\n\n",
    "remarks answered densely": "> r{n} x\n+1\n",
    "remarks objected to": "> remark {n} is long\n-1\n\n",
    "remarks asked": "> what about {n}?\nI agree.\n\n",
    "empty forms": "[ ] +1 yes\n[ ] -1 no\n",
    "ticked forms": "[x] +1 yes {n}\n",
    "ticked at odds": "[x] +1\n[x] -1\n",
    "quoted ticks": "> [x] +1\n\n",
    "quoted ticks answered": "> [x] +1\nyes\n",
    "answer lines": "Vote: +1\n",
    "my answer": "my vote: {n}\n",
    "dates": "The vote closes on 2026-09-{n}\n",
    "deadlines": "The vote is open until Friday, 18 September 2026, 18:00 UTC.\n",
    "spans": "open for {n} hours\n",
    "times": "18:00 UTC 19:00 CET\n",
    "results": "Result: the vote passes with {n} +1 and 1 -1\n",
    "tables": "+1 {n} binding\n-1 {n} binding\n",
    "nested quotes": ">>>>>>>>>>>>>>>>>>>> {n}\n",
    "quotes of all depths": "{depth} {n}\n",
    "one quote, then words": "> a\nb\n",
    "quotes with initials": "Bob> yes {n}\n",
    "attributions": "On Mon, 1 May 2026 at 10:00, Ana <ana@example.org> wrote:\n",
    "attributions, quoted": "On 1 May, Ana wrote:\n> a\n+1\n",
    "beginnings of attributions": "On Mon, 1 May 2026 Ana <a@b.example\n",
    "headers": "From: Ana <a@example.org>\nSent: Monday\nTo: b@example.org\nSubject: x\n\n",
    "run-on headers": "yes From: a@example.org Sent: x To: b Subject: c\n",
    "original messages": "-----Original Message-----\n",
    "rules": "_______________\n\nInfra mailing list\n",
    "signatures": "-- \nAna {n}\n\n",
    "dashed names": "--Ana\n",
    "fences": "```\ncode {n}\n```\n",
    "fences left open": "```{n}\n",
    "armour": "-----BEGIN PGP MESSAGE-----\nx\n-----END PGP MESSAGE-----\n",
    "armour left open": "-----BEGIN A{n}-----\n",
    "hunks": "@@ -1,9 +1,9 @@\n+1\n-1\n",
    "indented code": "    x = {n};\n\n",
    "bullets": "- item {n}\n",
    "labels": "{n}) item\n",
    "links": "https://example.org/{n}\n",
    "addresses": "ana{n}@example.org\n",
    "tickets": "T-{n} ",
    "ticket tags": "[T-{n}] ",
    "ticket marks": "[T-{n} abcdefghijkl]\n",
    "log keys": "L-{n} ",
    "votes named": "V-{n} ",
    "work logged": "#listbot log: 2h work {n}\n",
    "commands": "#listbot closes: 2026-09-30\n",
    "commands in turn": "#listbot withdraw\n#listbot status\n",
    "commands that are none": "#listbot word{n}: x\n",
    "commands without a line": "#listbot ",
    "assigned": "#listbot assign: ana@example.org\n",
    "tickets merged": "#listbot merge: T-{n}\n",
    "private keys": "-----BEGIN RSA PRIVATE KEY-----\n",
    "passwords": "password: {n}\n",
    "passwords begun": "password for ",
    "tokens begun": "eyJaaaaaaaa.",
    "tokens named": "api_key = ",
    "users in addresses": "http://user{n}:",
    "hashes": "root:$6$aaaaaaa\n",
    "bounces": "<ana{n}@example.org>: host mx.example.org said: 550 no such user\n",
    "delivery fields": "Final-Recipient: rfc822; a{n}@example.org\nStatus: 5.1.1\n",
    "works now": "It works now, thanks!\n",
    "long words": "pneumono{n}ultra",
    "short lines": "a\n",
    "paragraphs": "a\n\n",
    "wrapped lines": "word word word word word word word word word word word word\n",
    "flowing lines": "word \n",
    "sentences": "It is so. ",
    "abbreviations": "e.g. ",
    "labelled sentences": "1. ",
    "statements of a letter": "A. ",
    "values in one line": "+1 ",
    "values with gaps": "+ 1 ",
    "half values": "+1/",
    "numbers": "1.2.3 ",
    "versions": "1.",
    "hyphened words": "a-",
    "apostrophed words": "a'",
    "words and commas": "yes, ",
    "small words": "so and but that ",
    "from and to": "from -1 to 0 ",
    "froms": "from ",
    "tos": "from 0 to ",
    "quoted words": '"yes" ',
    "smiles": ":-) ",
    "thumbs": "👍 ",
    "encoded words": "=?utf-8?q?x?= ",
    "entities": "&nbsp;",
    "broken utf-8": "\udcff",
    "mojibake": "â€™",
    "halves of a pair": "\udc80\udc81",
}
"""Lines that mean something to a reader, repeated; {n} counts them."""

TAGS = sorted(
    html._SHORT | html._HIDDEN_TAGS | html._BLOCKS | {"b", "i", "a", "span", "font", "div", "xmp"}
)

_FIELDS: dict[str, str] = {
    "References": "<a{n}@example.org> ",
    "In-Reply-To": "<a{n}@example.org> ",
    "References ": "<",
    "To": "a{n}@example.org, ",
    "Cc": '"A, B" <a{n}@example.org>, ',
    "To ": '"\\',
    "To  ": "(",
    "To   ": "a <",
    "To    ": "g: a@b.example; ",
    "Reply-To": "a{n}@example.org, ",
    "Subject": "=?utf-8?q?a{n}?= ",
    "Subject ": "=?utf-8?b?YQ==?= =?x",
    "Subject  ": "=?",
    "Subject   ": "[VOTE] ",
    "Subject    ": "Re: ",
    "Subject     ": "(was: ",
    "Subject      ": "vote result ",
    "Subject       ": "[T-1] T-1: ",
    "Subject        ": "Re",
    "Subject         ": " ",
    "Subject          ": "1",
    "Subject           ": "Re[2]: AW: Fwd: ",
    "Subject            ": "a b: ",
    "Subject             ": "result ",
    "Received": "from a (b [192.0.2.1]) ",
    "Received ": "(",
    "Received  ": "by a with b id c; ",
    "Date": "1 ",
    "Date ": "(",
    "List-Id": "<",
    "List-Post": "<mailto:",
    "Auto-Submitted": "(",
    "Authentication-Results": "dkim=pass header.d=example.org; ",
    "Authentication-Results ": "(",
    "Content-Type": "text/plain; a=b; ",
    "Content-Type ": 'text/plain; a="\\',
    "Content-Type  ": "text/plain; boundary",
    "Content-Disposition": "attachment; filename*{n}*=x; ",
    "Content-Transfer-Encoding": "base64 ",
    "Precedence": "bulk ",
    "X-Listbot": "a=b; ",
    "X-Mailer": "x ",
    "Feedback-ID": ":",
}
"""The beginning of a header field and what it repeats; blanks after a name only distinguish
two of one field.
"""


def classes() -> Iterator[Hostile]:
    """All of them."""
    for name, text in CHARACTERS.items():
        yield Hostile("character", name, partial(_body, text))
        yield Hostile("character, one line", name, partial(_body_with, "well", text, "x"))
    for (one, first), (other, second) in combinations(CHARACTERS.items(), 2):
        yield Hostile("pair", f"{one} and {other}", partial(_body, first + second))
    yield from of_lines()
    for name, text in _words():
        yield Hostile("word", name, partial(_body, text))
    yield from of_html()
    yield from of_fields()
    yield from of_parts()


def of_lines() -> Iterator[Hostile]:
    """Lines that mean something, repeated."""
    for name, text in LINES.items():
        yield Hostile("lines", name, partial(_body, text))


def repeated(text: str, size: int) -> str:
    """Repeat a text up to about a size in bytes; {n} counts, {depth} nests."""
    if text.startswith("{paragraph:"):
        text = repeated(text.removeprefix("{paragraph:").removesuffix("}"), PARAGRAPH) + "\n\n"
    if "{n}" not in text and "{depth}" not in text:
        return text * (size // len(text.encode("utf-8", "surrogateescape")))
    pieces: list[str] = []
    room, number = size, 0
    while room > 0:
        number += 1
        piece = text.replace("{n}", str(number)).replace("{depth}", ">" * (number % 20 + 1))
        room -= len(piece)
        pieces.append(piece)
    return "".join(pieces)


def _body(text: str, size: int) -> bytes:
    return _plain(repeated(text, size))


def _body_with(first: str, text: str, last: str, size: int) -> bytes:
    return _plain(first + repeated(text, size) + last)


def _plain(text: str) -> bytes:
    return (
        b"Content-Type: text/plain; charset=utf-8\n\n"
        + text.encode("utf-8", "surrogateescape")
        + b"\n"
    )


def _words() -> Iterator[tuple[str, str]]:
    """The words of each table, and all words of one table in turn."""
    tables = dict(_tables())
    for name, found in tables.items():
        yield f"all of {name}", " ".join(found) + " "
        yield f"all of {name}, as sentences", ". ".join(found) + ". "
        yield f"all of {name}, in paragraphs", "{paragraph:" + " ".join(found) + " }"
    for word in sorted({word for found in tables.values() for word in found}):
        yield f"{word}, in paragraphs", "{paragraph:" + word + " }"
    openings = {each for language in LANGUAGES for each in (*language.openings, *language.verbs)}
    phrases = {each for language in LANGUAGES for each in (*language.devices, *language.originals)}
    labels = {each for language in LANGUAGES for each in (*language.senders, *language.labels)}
    for word in sorted(openings):
        yield f"attribution {word}", f"{word} Ana <a@example.org> "
        yield f"attribution lines {word}", f"{word} 1 May\n"
    for word in sorted(phrases | {*LIST_FOOTER_OPENINGS}):
        yield f"footer {word}", f"{word}\n"
        yield f"title {word}", f"-----{word}-----\n"
    for word in sorted(labels):
        yield f"label {word}", f"{word}: a@example.org\n"
    for word in sorted({each.word for each in COMMANDS}):
        yield f"command {word}", f"#listbot {word}: {word}\n"


def _tables() -> Iterator[tuple[str, list[str]]]:
    """Every table of words in the package, as lists of words: sets, phrases by their first
    words and keys.
    """
    for name in sorted(
        module.name for module in pkgutil.walk_packages(listbot.__path__, "listbot.")
    ):
        if not name.startswith(
            ("listbot.votes", "listbot.tickets", "listbot.commands", "listbot.mail")
        ):
            continue
        for label, value in sorted(vars(importlib.import_module(name)).items()):
            found = [] if label.startswith("__") else _words_of(value)
            if found:
                yield f"{name}.{label}", found


def _words_of(value: object) -> list[str]:
    if isinstance(value, Phrases):
        return sorted({word for key in value.keys for word in key} | set(value._by_first))
    if (
        isinstance(value, frozenset | set | tuple | dict)
        and value
        and all(isinstance(x, str) for x in value)
    ):
        return sorted(value)
    return []


def of_html() -> Iterator[Hostile]:
    """Each tag open, closed, nested and with attributes."""
    for tag in TAGS:
        yield Hostile("html", f"<{tag}> left open", partial(_html, f"<{tag}>x "))
        yield Hostile("html", f"<{tag}> closed", partial(_html, f"<{tag}>x</{tag}>"))
        yield Hostile("html", f"</{tag}> never opened", partial(_html, f"</{tag}>x "))
        yield Hostile(
            "html", f"<{tag}> of one attribute", partial(_html_once, f'<{tag} style="', "display ")
        )
        yield Hostile("html", f"<{tag}> of attributes", partial(_html_once, f"<{tag} ", "a{n}=b "))
        yield Hostile("html", f"<{tag}> in blockquotes", partial(_html, f"<blockquote><{tag}>+1"))
    for text in (
        "<",
        "<!--",
        "<!",
        "</",
        "<a ",
        "&",
        "&#",
        "&#x1;",
        "]]>",
        "<![CDATA[",
        "\x00",
        "x<br>",
        "+1<br>",
    ):
        yield Hostile("html", repr(text), partial(_html, text))


def _html(text: str, size: int) -> bytes:
    return _html_once("", text, size)


def _html_once(first: str, text: str, size: int) -> bytes:
    return (
        b"Content-Type: text/html; charset=utf-8\n\n"
        + (first + repeated(text, size)).encode()
        + b"\n"
    )


def of_fields() -> Iterator[Hostile]:
    """Long header fields, folded ones, and many of one name."""
    for name, text in CHARACTERS.items():
        if text != "\n":
            yield Hostile("field", f"Subject of {name}", partial(_field, "Subject", text, ""))
            yield Hostile(
                "field",
                f"Subject of {name}, tagged",
                partial(_field, "Subject", text, "", "[VOTE] a"),
            )
            yield Hostile("field", f"To of {name}", partial(_field, "To", text, ""))
    for name, text in _FIELDS.items():
        yield Hostile("field", f"{name.strip()}: {text}", partial(_field, name.strip(), text, ""))
        yield Hostile(
            "field", f"{name.strip()}: {text} folded", partial(_field, name.strip(), text, "\n ")
        )
        yield Hostile(
            "field", f"{name.strip()} again and again: {text}", partial(_fields, name.strip(), text)
        )


def _field(name: str, text: str, fold: str, *sizes: int | str) -> bytes:
    *first, size = sizes
    value = "".join(map(str, first)) + repeated(text, min(int(size), HEAD_ROOM))
    if fold:
        width = max(100, len(value) // 900)
        value = fold.join(value[at : at + width] for at in range(0, len(value), width))
    return f"{name}: {value}\n\n+1\n".encode("utf-8", "surrogateescape")


def _fields(name: str, text: str, size: int) -> bytes:
    line = f"{name}: {repeated(text, max(60, min(size, HEAD_ROOM) // 900)) or text}\n"
    return (line * min(900, min(size, HEAD_ROOM) // len(line)) + "\n+1\n").encode()


def of_parts() -> Iterator[Hostile]:
    """Parts of all kinds, and encodings."""
    for kind in ("mixed", "alternative", "related", "report", "digest", "signed"):
        yield Hostile("parts", f"multipart/{kind}", partial(_parts, kind, "--b\n\n+1\n\n"))
        yield Hostile(
            "parts", f"multipart/{kind}, one long", partial(_parts_once, kind, "text/plain", "x\n")
        )
    for type in (
        "text/html",
        "message/rfc822",
        "message/delivery-status",
        "text/calendar",
        "application/pdf",
    ):
        yield Hostile("parts", f"one {type}", partial(_parts_once, "mixed", type, "A: b\n\n"))
        yield Hostile("parts", f"one {type}, lines", partial(_parts_once, "report", type, "a: b\n"))
    yield Hostile("parts", "delimiters that are none", partial(_parts, "mixed", "--c\n"))
    yield Hostile(
        "parts", "files", partial(_parts, "mixed", "--b\nContent-Disposition: attachment\n\n+1\n")
    )
    yield Hostile("parts", "uuencoded", partial(_body, "begin 644 a\n#86)C\n`\nend\n"))
    yield Hostile("parts", "uuencoded, left open", partial(_body, "begin 644 a{n}\n"))
    for encoding, text in (
        ("base64", "YWFh\n"),
        ("quoted-printable", "=3D=\n"),
        ("quoted-printable", "= \n"),
    ):
        yield Hostile("parts", f"{encoding} {text!r}", partial(_encoded, encoding, text))


def _parts(kind: str, text: str, size: int) -> bytes:
    head = f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n--b\n\nyes\n'
    return (head + repeated(text, size) + "\n--b--\n").encode()


def _parts_once(kind: str, type: str, text: str, size: int) -> bytes:
    return (
        _parts(kind, "", 0)
        if not size
        else (
            f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n--b\n\nyes\n'
            f"--b\nContent-Type: {type}\n\n{repeated(text, size)}\n--b--\n"
        ).encode()
    )


def _encoded(encoding: str, text: str, size: int) -> bytes:
    head = f"Content-Transfer-Encoding: {encoding}\nContent-Type: text/plain\n\n"
    return (head + repeated(text, size)).encode()
