"""Text to and from the Atlassian Document Format, which Jira's comments and descriptions are in.

Pure and linear in the size of the document, however deep it is. Never fails: what is not understood
is left out. A text node must not be empty, and a field holds 32,767 characters.
"""

from typing import Any

LONGEST = 32_000  # characters of a text; Jira counts 32,767 for the field
CUT = "(The rest of this mail is kept at the help desk.)"
MOST_NODES = 20_000  # of a document that is read; a long comment has hundreds
_BLOCKS = ("paragraph", "heading", "listItem", "codeBlock", "blockquote", "rule", "tableRow")


def document(text: str) -> dict[str, Any]:
    """Return a text as a document: one paragraph for each block of lines."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\n\n{CUT}"
    blocks = [block for block in _blocks(text) if block]
    content = [{"type": "paragraph", "content": _lines(block)} for block in blocks]
    return {"type": "doc", "version": 1, "content": content or [{"type": "paragraph"}]}


def _blocks(text: str) -> list[list[str]]:
    """Return the lines between blank ones, without what no document may hold."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        clean = "".join(each for each in line if each.isprintable() or each == "\t").rstrip()
        if clean:
            found[-1].append(clean)
        elif found[-1]:
            found.append([])
    return found


def _lines(block: list[str]) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for line in block:
        nodes += [{"type": "hardBreak"}] if nodes else []
        nodes.append({"type": "text", "text": line})
    return nodes


def text_of(document: object) -> str:
    """Return the words of a document, block by block."""
    parts: list[str] = []
    queue: list[object] = [document]
    for _ in range(MOST_NODES):
        if not queue:
            break
        node = queue.pop()
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, dict):
            parts.append(_own(node))
            inside = node.get("content")
            queue += ["\n\n"] if node.get("type") in _BLOCKS else []
            queue += reversed(inside) if isinstance(inside, list) else []
    lines = "".join(parts).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip().replace("\n\n\n", "\n\n")


def _own(node: dict[str, Any]) -> str:
    """Return what a node itself says."""
    if node.get("type") == "hardBreak":
        return "\n"
    shown = node.get("text")
    if isinstance(shown, str):
        return shown
    attrs = node.get("attrs")
    named = attrs.get("text") or attrs.get("url") if isinstance(attrs, dict) else ""
    return named if isinstance(named, str) else ""
