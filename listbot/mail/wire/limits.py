"""Check raw bytes before anything parses them, and refuse those that cost too much or are
ambiguous.

The standard library's parser takes seconds on a mail of 200,000 parts, recurses into nested
ones, splits header lines at a bare CR and silently keeps the first of two From fields. So
all of that is counted here on the bytes, in one linear pass. Nothing is decoded or kept;
never raises. The result is one phrase with the place and the limit, or "" if the mail may
be parsed.
"""

import re

MAX_SIZE = 35 * 1024 * 1024  # what Gmail sends: 25 MB of files in base64; read in two seconds
MAX_HEADER_SIZE = 100 * 1024  # Postfix's header_size_limit is 102,400 for one field
MAX_HEADER_LINES = 1_000
MAX_NESTING = 20  # Dovecot parses 100; no mailer writes more than 10
MAX_PARTS = 500  # a request with 200 photos is possible; the parser takes seconds from 50,000 on
MAX_LINES = 600_000  # of a mail with parts; 35 MB in base64 is 480,000
MAX_NESTED_LINES = 2_000_000  # lines times nesting; the parser checks all levels at each line: 2 s
MAX_BLOCKS = (
    20_000  # of a delivery status; the parser makes a message of each, 12 seconds for 300,000
)
NUL = b"\0"

_FROM_FIELD = re.compile(rb"^from[ \t]*:", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(
    rb"boundary(?P<cut>[\s*\d]{0,99})=\s{0,9}"
    rb'(?:"([^"\\\r\n]{1,200})"[ \t]{0,9}(?=[;\r\n])|([^";\\\s][^";\\\r\n]{0,200}))',
    re.IGNORECASE,
)
_NAMES_A_BOUNDARY = re.compile(rb"boundary[\s*\d]{0,99}=", re.IGNORECASE)
_EVENT = re.compile(rb"\n(?:--([^\n]*)|content-type[ \t]{0,99}:\s{0,99}(message/))", re.IGNORECASE)


def fault(raw: bytes) -> str:
    """Return why these bytes must not be parsed; "" if they may be."""
    if len(raw) > MAX_SIZE:
        return f"{len(raw)} bytes (at most {MAX_SIZE})"
    header = header_of(raw)
    return _fault_of_header(header) or _fault_of_structure(raw)


def fault_inside(raw: bytes) -> str:
    """The same of a part that is itself a message and has no author."""
    header = header_of(raw)
    if len(header) > MAX_HEADER_SIZE or NUL in header:
        return "a header that is none"
    return _fault_of_structure(raw)


def header_of(raw: bytes) -> bytes:
    """Cut out the header block, without the empty line that ends it."""
    end = raw.find(b"\n", 0, MAX_HEADER_SIZE)
    # A mail's line ends are mostly of one kind, so the first tells which empty line is near.
    unix, network = b"\n\n", b"\n\r\n"
    likely, other = (network, unix) if raw[end - 1 : end] == b"\r" else (unix, network)
    end = raw.find(likely, 0, MAX_HEADER_SIZE + 4)
    sooner = raw.find(other, 0, end + 1 if end >= 0 else MAX_HEADER_SIZE + 4)
    end = sooner if sooner >= 0 else end
    if end < 0:
        return raw
    return raw[: end - 1] if raw[end - 1 : end] == b"\r" else raw[:end]


def visible_message_id(raw: bytes) -> str:
    """Find the Message-ID in the first bytes of an unparsed mail, so that people can find
    the mail.
    """
    found = _MESSAGE_ID.search(raw, 0, MAX_HEADER_SIZE)
    return found[1].decode("ascii", "replace") if found else ""


def _fault_of_header(header: bytes) -> str:
    if len(header) > MAX_HEADER_SIZE:
        return f"a header of {len(header)} bytes (at most {MAX_HEADER_SIZE})"
    lines = header.count(b"\n") + 1
    if lines > MAX_HEADER_LINES:
        return f"a header of {lines} lines (at most {MAX_HEADER_LINES})"
    if NUL in header:
        return f"a NUL in line {_line_of(header, NUL)} of the header"
    # Python's parser treats a bare CR as a line end, so `X: y\rFrom: mallory` would become a From.
    if header.count(b"\r") - header.endswith(b"\r") != header.count(b"\r\n"):
        return "a bare carriage return in the header"
    senders = _senders(header)
    return "" if senders == 1 else f"{senders} From fields (exactly one is needed)"


def _senders(header: bytes) -> int:
    """How many From fields there are; almost every mail has one, written as usual."""
    lines = b"\n" + header.lower()
    if lines.count(b"\nfrom") == 1 and b"\nfrom:" in lines:
        return 1
    return len(_FROM_FIELD.findall(header))


def _line_of(header: bytes, mark: bytes) -> int:
    return header.count(b"\n", 0, header.index(mark)) + 1


def _fault_of_structure(raw: bytes) -> str:
    """Count parts and nesting as the parser would; it may count too many, never too few."""
    lowered = raw.lower()
    if b"boundary" not in lowered and b"message/" not in lowered:
        return ""
    # Boundaries are case-sensitive; a bare CR ends a line for Python's parser.
    text = b"\n" + (raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw)
    # Wherever the status ends, it cannot have more blocks than the mail has empty lines.
    if b"message/delivery-status" in lowered and text.count(b"\n\n") > MAX_BLOCKS:
        return f"a delivery status, and more than {MAX_BLOCKS} empty lines"
    boundaries = _boundaries(text)
    if boundaries is not None and len(boundaries) > MAX_PARTS:
        return f"{len(boundaries)} boundaries (at most {MAX_PARTS})"
    return _walk(text, boundaries)


def _boundaries(text: bytes) -> frozenset[bytes] | None:
    """Collect every declared boundary; None if only a full parser could read one of them.

    RFC 2231 lets a boundary be split into `boundary*0=` and `boundary*1=`; quoting can hide
    one, too.
    """
    found: set[bytes] = set()
    lowered = text.lower()
    at = lowered.find(b"boundary")
    while at >= 0:
        declared = _BOUNDARY.match(text, at)
        if declared and not declared["cut"].strip():
            found.add((declared[2] or declared[3].strip()).rstrip())
        elif _NAMES_A_BOUNDARY.match(text, at):
            return None
        at = lowered.find(b"boundary", at + 1)
    return frozenset(found)


def _walk(text: bytes, boundaries: frozenset[bytes] | None) -> str:
    """Follow the delimiter lines with a stack, as the parser does. Without `boundaries`,
    any `--` line counts.
    """
    parts = messages = deepest = 0
    opened: list[bytes] = []
    for event in _EVENT.finditer(text):
        if event[2]:
            messages += 1
        elif (name := _boundary_of(event[1], boundaries)) is not None:
            parts += 1
            messages = 0
            opened = opened[: opened.index(name)] if name in opened else opened
            opened.append(name)
        if parts > MAX_PARTS:
            return f"more than {MAX_PARTS} parts"
        deepest = max(deepest, len(opened) + messages)
        if deepest > MAX_NESTING:
            return f"parts nested more than {MAX_NESTING} deep"
    lines = text.count(b"\n")
    if lines > MAX_LINES:
        return f"{lines} lines in a mail of parts (at most {MAX_LINES})"
    if lines * deepest > MAX_NESTED_LINES:
        return (
            f"{lines} lines in parts nested {deepest} deep (at most {MAX_NESTED_LINES // deepest})"
        )
    return ""


def _boundary_of(delimiter: bytes, boundaries: frozenset[bytes] | None) -> bytes | None:
    text = delimiter.rstrip(b" \t")
    if boundaries is None or text in boundaries:
        return text
    closing = text.removesuffix(b"--")
    return closing if closing in boundaries else None
