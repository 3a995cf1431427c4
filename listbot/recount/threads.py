"""Sorts an archive into threads: by References and In-Reply-To, then by subject.

For recounts, which see a whole archive at once; the daemon asks its store the same question mail by
mail (`store/votes/cases.py`). The result does not depend on the order of the mails. Never fails:
circles of References, Message-IDs that two mails claim and missing parents all happen in real
archives. Takes time linear in the number of mails.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Node:
    """The parts of a mail that threading needs."""

    key: str
    """Unique in the archive; two mails may claim one Message-ID."""
    id: str
    references: tuple[str, ...]
    """The oldest ancestor first, the parent last."""
    order: tuple[datetime, datetime, str]
    """As `Mail.order`."""
    subject: str
    """Without prefixes and tags, case folded: equal for mails with the same subject."""
    opens: bool = False
    answers: bool = True
    """Whether its subject says that it answers something ("Re: ..."); only then can the subject tie
    it to a thread."""
    headline: str = ""
    """The subject with tags, which tell two openings apart: a mail with the same headline as the
    opening above it opens nothing; its list took away the "Re:"."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a mail belongs."""

    root: str | None
    """The key of the mail that opens its thread, which may be itself; None: it has no thread."""
    parent: str | None = None
    """The key of its nearest ancestor in the archive."""
    by_subject: bool = False
    """Whether only the subject ties it to its root."""


def belongs_to(references: Sequence[str], opens: Mapping[str, T]) -> T | None:
    """Return what `opens` holds for the nearest ancestor whose Message-ID it has."""
    return next(
        (opens[reference] for reference in reversed(references) if reference in opens), None
    )


def under_openings(nodes: Iterable[Node]) -> dict[str, Branch]:
    """Put each mail under the nearest opening above it, else under the latest earlier one with its
    subject."""
    forest = _Forest(_without_repeats(_Forest(nodes)))
    openings: dict[str, Node] = {}
    roots: dict[str, str | None] = {}
    for node in forest.nodes:  # in order, so that `openings` holds the latest before each mail
        if node.opens and node.subject:
            openings[node.subject] = node
        if forest.top(node) is node:
            before = openings.get(node.subject) if node.answers else None
            roots[node.key] = node.key if node.opens else before.key if before else None
    return {node.key: _under(node, forest, roots) for node in forest.nodes}


def _without_repeats(forest: "_Forest") -> list[Node]:
    """The mails; one below an opening with the same headline is not an opening itself."""
    above: dict[str, Node | None] = {}
    for node in forest.nodes:
        for each in reversed(forest.way_up(node, above)):
            over = above.get(forest.parent_key(each) or "")
            repeats = each.headline and over is not None and over.headline == each.headline
            above[each.key] = each if each.opens and not repeats else over
    return [replace(node, opens=node.opens and above[node.key] is node) for node in forest.nodes]


def _under(
    node: Node, forest: "_Forest", roots: Mapping[str, str] | Mapping[str, str | None]
) -> Branch:
    top = forest.top(node)
    root = roots[top.key]
    return Branch(root, forest.parent_key(node), by_subject=root is not None and root != top.key)


def as_threads(nodes: Iterable[Node]) -> dict[str, Branch]:
    """Put each mail under the first mail of its thread; threads with the same subject are one."""
    forest = _Forest([replace(node, opens=False) for node in nodes])
    threads: dict[str, Node] = {}
    roots: dict[str, str] = {}
    for node in forest.nodes:
        if forest.top(node) is node:
            known = threads.get(node.subject) if node.answers and node.subject else None
            root = threads[node.subject] = known or node
            roots[node.key] = root.key
    return {node.key: _under(node, forest, roots) for node in forest.nodes}


def as_one(nodes: Iterable[Node]) -> dict[str, Branch]:
    """Put every mail under the earliest one without a parent: the folder is one thread."""
    forest = _Forest([replace(node, opens=False) for node in nodes])
    tops = [node.key for node in forest.nodes if forest.top(node) is node]
    roots = dict.fromkeys(tops, tops[0] if tops else "")
    return {node.key: _under(node, forest, roots) for node in forest.nodes}


class _Forest:
    """The mails of an archive, each with its parent and the top of its tree: the nearest opening
    above it, or the last mail its References lead to."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = sorted(nodes, key=lambda node: (node.order, node.key))
        self._by_id: dict[str, Node] = {}
        for node in self.nodes:
            self._by_id.setdefault(node.id, node)
        self._parents = {node.key: self._parent(node) for node in self.nodes}
        self._tops: dict[str, Node] = {}

    def parent_key(self, node: Node) -> str | None:
        parent = self._parents[node.key]
        return parent.key if parent else None

    def _parent(self, node: Node) -> Node | None:
        parent = belongs_to([id for id in node.references if id != node.id], self._by_id)
        return None if parent is node else parent

    def way_up(self, node: Node, known: Mapping[str, object]) -> list[Node]:
        """The path from a mail up to the first known ancestor; the earliest mail of a circle comes
        last."""
        path: dict[str, Node] = {}
        step: Node | None = node
        while step is not None and step.key not in known and step.key not in path:
            path[step.key] = step
            step = self._parents[step.key]
        found = list(path.values())
        if step is None or step.key not in path:
            return found
        start = found.index(step)
        circle = found[start:]
        last = circle.index(min(circle, key=lambda one: (one.order, one.key))) + 1
        return found[:start] + circle[last:] + circle[:last]

    def top(self, node: Node) -> Node:
        """Walk up once; every mail on the way has the same top, which is remembered."""
        path: dict[str, Node] = {}
        while node.key not in self._tops:
            path[node.key] = node
            parent = None if node.opens else self._parents[node.key]
            if parent is None:
                self._tops[node.key] = node
            elif parent.key in path:
                # A circle: its earliest mail becomes the top, wherever the circle is entered.
                circle = list(path.values())[list(path).index(parent.key) :]
                self._tops[node.key] = min(circle, key=lambda one: (one.order, one.key))
            else:
                node = parent
        top = self._tops[node.key]
        self._tops.update(dict.fromkeys(path, top))
        return top
