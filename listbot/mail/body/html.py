"""Turn an HTML-only mail into lines of text, quotes marked with `>`, so that one pass sorts
both kinds of mail.

A quote is what a mailer calls one: a blockquote, or an element below the first words whose class,
id or name says that it quotes, replies or forwards, and that holds no blockquote; what is struck
out is not said.

Walks the tree of selectolax (lexbor) without recursion. Hidden elements are dropped, because what
the reader cannot see is not said. Nothing is fetched, no style sheet is read beyond `style`
attributes. Never raises; text that nests or is tagged without end is cut, and a note says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_CHARACTERS = 1_000_000
MAX_TAGS = 10_000  # a long newsletter has 5,000
MAX_DEPTH = 400  # open elements; for some, lexbor's time is quadratic
MAX_QUOTES = 20  # quote levels shown
MAX_ATTRIBUTES = 50  # of one element; lexbor compares every pair


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
# One attribute the way HTML's tokeniser reads it: a quote counts only after its equals sign.
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:=?[^\s/>=]++|=)(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?", re.DOTALL
)
# Elements that never stay open for long: void ones, and those closed by the next of their kind.
_SHORT = _names(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd "
    "option o:p"
)
_HIDDEN_TAGS = _names(
    "head style script title noscript template object svg iframe select textarea s strike del"
)
_BLOCKS = _names(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul details"
)
_PARAGRAPHS = _names("p h1 h2 h3 h4 h5 h6 pre ul ol dl table")
_CELLS = _names("td th")
_HIDDEN_STYLE = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all"
    r"|font-size\s{0,9}:\s{0,9}0(?:[^.\d]|$)|opacity\s{0,9}:\s{0,9}0(?:[^.\d]|$)"
    r"|max-height\s{0,9}:\s{0,9}0(?:[^.\d]|$)"
    r"|text-decoration(?:-line)?\s{0,9}:[^;]{0,60}line-through",
    re.IGNORECASE,
)
# Classes of the wrapper around the answered mail, in webmailers that don't use blockquote.
_QUOTE_CLASSES = frozenset(
    {"yahoo_quoted", "protonmail_quote", "zmail_extra", "moz-forward-container"}
)
_QUOTING = re.compile(
    r"quot|isreply|repl(?:y|ied)[-_]?(?:content|section|message|body|text)|reference-message"
    r"|forwarded|original[-_]?(?:message|content|mail|html|body)|citation"
)
"""What such classes and ids say, of mailers that are not known by name."""
_LINED = re.compile(r"border-left\s{0,9}:[^;]{0,60}solid", re.IGNORECASE)
# Outlook puts the answered mail after this element, not into it.
_QUOTE_FOLLOWS = frozenset(
    {"divrplyfwdmsg", "appendonsend", "x_divrplyfwdmsg", "mail-editor-reference-message-container"}
)
_SIGNATURE_CLASSES = frozenset({"gmail_signature", "moz-signature", "signature-container"})


@dataclass(slots=True)
class _Page:
    """The text collected so far."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    quotes: int = 0
    opened: list[bool] = field(default_factory=list)
    """Of each block that is open, whether it is a quote."""
    everything_quoted: bool = False

    def write(self, text: str) -> None:
        self.pieces.append(text)

    def end_line(self) -> None:
        text = " ".join("".join(self.pieces).split(" ")).strip()
        self.pieces.clear()
        if text:
            self.lines.append(self._prefix() + text)

    def break_line(self) -> None:
        """A `<br>`: end a line even if it is empty."""
        if any(piece.strip() for piece in self.pieces):
            self.end_line()
        else:
            self.pieces.clear()
            self.blank()

    def blank(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(self._prefix().rstrip())

    def _prefix(self) -> str:
        depth = min(self.quotes, MAX_QUOTES) or int(self.everything_quoted)
        return ">" * depth + " " if depth else ""


def to_text(html: str) -> tuple[str, str]:
    """Render HTML as text; the second value is a note on what was cut, or ""."""
    html, note = _bounded(html)
    page = _Page()
    _walk(LexborHTMLParser(html).root, page)
    page.end_line()
    return "\n".join(page.lines).rstrip("\n"), note


def _bounded(html: str) -> tuple[str, str]:
    """Cut anything that would take more than linear time to parse."""
    depth = 0
    for count, tag in enumerate(_TAG.finditer(html, 0, MAX_CHARACTERS)):
        if tag[2].lower() not in _SHORT:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            return html[: tag.start()], f"HTML cut where it is nested more than {MAX_DEPTH} deep"
        if _has_many_attributes(html, tag.end()):
            return html[
                : tag.start()
            ], f"HTML cut at an element of more than {MAX_ATTRIBUTES} attributes"
        if count >= MAX_TAGS:
            return html[: tag.start()], f"HTML cut after {MAX_TAGS} tags"
    if len(html) > MAX_CHARACTERS:
        return html[:MAX_CHARACTERS], f"HTML cut after {MAX_CHARACTERS} characters"
    return html, ""


def _has_many_attributes(html: str, at: int) -> bool:
    for _ in range(MAX_ATTRIBUTES + 1):
        attribute = _ATTRIBUTE.match(html, at)
        if attribute is None:
            return False
        at = attribute.end()
    return True


def _walk(root: LexborNode | None, page: _Page) -> None:
    for node, entering in _steps(root):
        name = node.tag
        if name == "-text":
            _write_text(node, page)
        elif entering:
            _enter(node, name or "", page)
        else:
            _leave(node, name or "", page)


def _steps(root: LexborNode | None) -> Iterator[tuple[LexborNode, bool]]:
    """Every visible node in document order, with True on entering and False on leaving it."""
    stack: list[tuple[LexborNode, bool]] = [(root, True)] if root else []
    while stack:
        node, entering = stack.pop()
        if entering and _is_hidden(node):
            continue
        yield node, entering
        if not entering or node.tag == "-text":
            continue
        stack.append((node, False))
        child = node.last_child
        while child is not None:
            stack.append((child, True))
            child = child.prev


def _is_hidden(node: LexborNode) -> bool:
    name = node.tag or ""
    if name == "-text":
        return False
    if name.startswith("-") or name in _HIDDEN_TAGS:
        return name != "-undef"
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN_STYLE.search(style[:2_000]))


def _write_text(node: LexborNode, page: _Page) -> None:
    text = node.text_content or " "
    parent = node.parent
    if parent is not None and parent.tag in {"pre", "xmp"}:
        for number, line in enumerate(text.split("\n")):
            if number:
                page.break_line()
            page.write(line)
    else:
        # To the reader a non-breaking space is a space; here it need not keep words together.
        words = " ".join(text.replace("\u00a0", " ").split())
        page.write(f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}")


def _enter(node: LexborNode, name: str, page: _Page) -> None:
    if name == "br":
        page.break_line()
        return
    if name in _CELLS and page.pieces:
        page.write(" ")
    if name not in _BLOCKS:
        return
    page.end_line()
    if name in _PARAGRAPHS:
        page.blank()
    marks = _marks(node)
    if marks & _QUOTE_FOLLOWS:
        page.everything_quoted = True
    if marks & _SIGNATURE_CLASSES and not page.quotes:
        page.lines.append("-- ")
    page.opened.append(_is_quote(node, name, marks, page))
    if page.opened[-1]:
        page.blank()
        page.quotes += 1


def _leave(node: LexborNode, name: str, page: _Page) -> None:
    if name not in _BLOCKS:
        return
    page.end_line()
    if page.opened.pop():
        page.quotes -= 1
        page.blank()
    elif name in _PARAGRAPHS:
        page.blank()


def _marks(node: LexborNode) -> frozenset[str]:
    """The classes, the id and the name of an element, lower case."""
    attributes = node.attributes
    if not attributes:
        return frozenset()
    return frozenset(
        f"{attributes.get('class') or ''} {attributes.get('id') or ''} "
        f"{attributes.get('name') or ''}".lower().split()
    )


def _is_quote(node: LexborNode, name: str, marks: frozenset[str], page: _Page) -> bool:
    if name == "blockquote" or marks & _QUOTE_CLASSES:
        return True
    if page.quotes or not page.lines or not _may_quote(node, name, marks):
        return False
    # Where a blockquote is inside, it is the quote, and the writer may have answered beside it.
    return node.css_first("blockquote") is None


def _may_quote(node: LexborNode, name: str, marks: frozenset[str]) -> bool:
    """Whether a mailer calls it a quote, draws a line at its left, or folds it away."""
    if any(map(_QUOTING.search, marks)):
        return True
    attributes = node.attributes
    if name == "div":
        return bool(_LINED.search((attributes.get("style") or "")[:2_000]))
    return name == "details" and "open" not in attributes
