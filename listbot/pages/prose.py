"""Writes a text in Markdown as HTML for a page: without its HTML, its images, and links that lead
anywhere but to web pages and to the lists that everybody may write to.

Pure; never fails. The text is the group's own, from a file of its operator's.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from listbot.pages.shown import Shown, hide

_WEB = re.compile(r"https?://[^\s@]+", re.IGNORECASE)
"""A link with an @ had an address in it, or what looks like one, and leads nowhere any more."""
_WHOLE = re.compile(r"(?<![\w.!#$%&'*+/=?^`{|}~@-])[\w.!#$%&'*+/=?^`{|}~-]++@[\w.-]++(?!@)")
"""An address from end to end, perhaps with the end of a sentence."""
_MAIL = "mailto:"
LOWEST = 6  # the lowest heading of HTML


def public_text(text: str, addresses: Collection[str]) -> Shown:
    """Return a text in which only these addresses are left."""
    lines = text.expandtabs(4).splitlines()
    return Shown("\n".join("".join(_line(line, addresses)) for line in lines))


def _line(line: str, addresses: Collection[str]) -> Iterator[str]:
    known = {each.casefold() for each in addresses}
    done = 0
    for found in _WHOLE.finditer(line):
        word = found[0].rstrip(".")
        if word.casefold() in known:
            yield hide(line[done : found.start()])
            yield word
            done = found.start() + len(word)
    yield hide(line[done:])


def prose(text: Shown, addresses: Collection[str]) -> Markup:
    """Return the text as HTML, its headings below the page's own."""
    reader = MarkdownIt("commonmark", {"html": False})
    # What may be linked is decided below: there, the words of a link stay without it.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # its own way to say so
    tokens = reader.parse(text)
    _lower(tokens)
    known = {f"{_MAIL}{each.casefold()}" for each in addresses}
    for token in tokens:
        if token.children:
            token.children = list(_safe(token.children, known))
    html = reader.renderer.render(tokens, reader.options, {})
    # A block of code may be wider than the screen: then it is scrolled, also from a keyboard.
    html = html.replace("<pre>", '<pre tabindex="0">')
    return Markup(html)  # noqa: S704 # the library has escaped it


def _lower(tokens: Iterable[Token]) -> None:
    """Put the headings below the page's, without a gap between one and the next."""
    level = 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(int(token.tag[1]) + 1, level + 1, LOWEST)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"


def _safe(tokens: Iterable[Token], known: Collection[str]) -> Iterator[Token]:
    """Yield the parts of a paragraph: of an image its words, of a bad link what stands in it."""
    is_kept = True
    for token in tokens:
        if token.type == "link_open":
            is_kept = _is_good(str(token.attrs["href"]), known)
        if token.type in ("link_open", "link_close") and not is_kept:
            continue
        yield Token("text", "", 0, content=token.content) if token.type == "image" else token


def _is_good(link: str, known: Collection[str]) -> bool:
    if link.casefold().startswith(_MAIL):
        return link.casefold().partition("?")[0] in known
    return _WEB.fullmatch(link) is not None
