"""The last check of a page: nothing in it runs, loads or hides, and it says the same as the text.

Only known elements and attributes may be used in a letter, also in a community's own templates. It
changes nothing and raises only ComposeError.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from listbot.errors import ComposeError
from listbot.letters import guard
from listbot.mail.body.html import to_text


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _names(
    "html head title meta style body main header footer section h1 h2 h3 p ul ol li dl dt dd "
    "table caption thead tbody tr th td blockquote a b strong em i s small code abbr bdi span "
    "div time br"
)
_ATTRIBUTES = _names(
    "lang dir class style role title scope charset name content href datetime aria-label "
    "aria-hidden"
)
_NAMED_META = _names("viewport color-scheme supported-color-schemes")
_LINK = re.compile(r"https?://[!-~]+")
_LOADS_OR_HIDES = re.compile(
    r"url\s*\(|@import|expression\s*\(|\\|/\*|display\s*:\s*none|visibility\s*:\s*hidden"
    r"|opacity\s*:\s*0|"
    r"font-size\s*:\s*0(?![.\d])|position\s*:",
    re.IGNORECASE,
)
"""Forbidden in a style. Backslashes and comments could spell the rest in another way."""
_MARK = re.compile(r"\[\d+\]|https?://\S+")
_WORD = re.compile(r"[+\-−]?\w+")


def check(html: str) -> None:
    """Refuse elements, attributes, links and styles that no letter needs, and lines that our reader
    could take for a vote or a command. Raises ComposeError."""
    for node in _nodes(LexborHTMLParser(html).root):
        _check_element(node)
        for name, value in node.attributes.items():
            _check_attribute(node, name, value or "")
    guard.check_lines(to_text(html)[0])


_STRUCK = re.compile(r"<(/?)(?:s|del)(?=[\s>])")
"""The reader of mail leaves struck-out words out: their writer no longer says them."""


def shown(html: str) -> str:
    """Return a page as its reader sees it, with struck-out words."""
    return to_text(_STRUCK.sub(r"<\1span", html))[0]


def words(html: str) -> tuple[str, ...]:
    """Return the words of a page, in order, as a reader sees them."""
    return words_of_text(shown(html))


def words_of_text(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without marks and addresses, which a page hides
    behind its links.
    """
    return tuple(_WORD.findall(_MARK.sub(" ", text).lower()))


def _nodes(root: LexborNode | None) -> Iterator[LexborNode]:
    return root.traverse(include_text=False) if root else iter(())


def _check_element(node: LexborNode) -> None:
    name = node.tag or ""
    if name.startswith(("-", "!")):  # the document, its type, comments
        return
    if name not in _ELEMENTS:
        raise ComposeError(f"<{name}> is not allowed in a letter")
    if name == "style":
        _check_style(node.text())


def _check_attribute(node: LexborNode, name: str, value: str) -> None:
    if name not in _ATTRIBUTES:
        raise ComposeError(f"<{node.tag} {name}=...> is not allowed in a letter")
    if name == "href" and not _LINK.fullmatch(value):
        raise ComposeError(f"a link leads to {value[:60]!a}, which is not a web page")
    if name == "name" and value not in _NAMED_META:
        raise ComposeError(f"<meta name={value!a}> is not allowed in a letter")
    if name == "style":
        _check_style(value)


def _check_style(style: str) -> None:
    found = _LOADS_OR_HIDES.search(style)
    if found:
        raise ComposeError(f"a style contains {found[0]!r}, which loads or hides something")
