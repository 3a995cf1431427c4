"""No pattern of the package can take more than linear time on any text, judged by its shape
(tests/hostile/shapes.py).

A new pattern that can fails here with its name and the reason. Usually a possessive repeat
(`x*+`), a class that excludes what comes next, a bound, or a lookbehind before the first
repeat (`(?<![.!?])[.!?]++`) fixes it; cutting the text before the search does not, because
the next caller may not cut it. As a last resort, list the pattern in `BOUNDED` with the
most it sees, and a test checks that it sees no more.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import listbot
from listbot.mail.origin import received
from listbot.records.minutes import reading
from listbot.records.minutes.secrets import secrets_in
from listbot.records.minutes.shapes import items, markup
from tests.hostile.shapes import fault

SOURCE = Path(listbot.__file__).parent
WAYS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer", "compile")
ANCHORED = frozenset({"match", "fullmatch"})
BOUNDED = {
    "listbot.mail.origin.received._FORMS": received.LONGEST,
    "listbot.mail.origin.received._WORDS": received.LONGEST,
}
"""Patterns that may take quadratic time, with the maximum number of characters they see."""

BY_LINE = "listbot.records.minutes."
"""The modules that read minutes line by line, cut to `items.LONGEST_LINE`: `test_by_line` checks
that none of their patterns that may take quadratic time sees more.
"""


class Known(NamedTuple):
    """A compiled pattern and how the package uses it."""

    name: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]
    """The methods called on it; empty if unknown."""

    def fault(self) -> str:
        """Why it can be expensive."""
        searched = not self.ways or not self.ways <= ANCHORED
        return fault(
            self.pattern, searched=searched, whole=not self.ways or "fullmatch" in self.ways
        )


def modules() -> Iterator[ModuleType]:
    """All modules of the package."""
    for found in pkgutil.walk_packages(listbot.__path__, "listbot."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_in(value: object, depth: int = 4) -> Iterator[re.Pattern[Any]]:
    """The patterns that a value is or contains, also in tables."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth:
        yield from patterns_in([*value.keys(), *value.values()], depth - 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth:
        for each in value:
            yield from patterns_in(each, depth - 1)
    elif isinstance(value, type) and value.__module__.startswith("listbot.") and depth:
        yield from patterns_in(list(vars(value).values()), depth - 1)


@cache
def known() -> list[Known]:
    """Every pattern of a module, once, under the name of the module that makes it."""
    ways = _ways()
    found: dict[tuple[str | bytes, int], Known] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                asked = (
                    ways.get((module.__name__, name), frozenset())
                    if value is pattern
                    else frozenset()
                )
                here = Known(f"{module.__name__}.{name}", pattern, asked)
                before = found.setdefault((pattern.pattern, pattern.flags), here)
                if before is not here:
                    found[pattern.pattern, pattern.flags] = _both(before, here)
    return sorted(found.values(), key=lambda one: one.name)


def _both(one: Known, other: Known) -> Known:
    """A pattern under two names; if it is also in a table, its uses are unknown."""
    made, used = (one, other) if _makes(one.name) else (other, one)
    return Known(
        made.name, made.pattern, one.ways | other.ways if made.ways and used.ways else frozenset()
    )


def _makes(name: str) -> bool:
    """Whether a module assigns this name, rather than importing it."""
    module, _, label = name.rpartition(".")
    made = (node for node in _trees()[module].body if isinstance(node, ast.Assign))
    return any(
        isinstance(target, ast.Name) and target.id == label
        for node in made
        for target in node.targets
    )


def _ways() -> dict[tuple[str, str], frozenset[str]]:
    """The methods that each module calls on its names."""
    found: dict[tuple[str, str], set[str]] = {}
    for name, tree in _trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                label = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                found.setdefault((name, label), set()).add(node.attr)
    return {key: frozenset(each & {*WAYS}) for key, each in found.items()}


@cache
def _trees() -> dict[str, ast.Module]:
    """The source of each module."""
    return {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        ): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def written_in_functions(package: str) -> list[tuple[str, str, ast.expr]]:
    """Place, method and pattern of each call of an `re` function inside a package's functions,
    where no module keeps the pattern.
    """
    found = []
    for name, tree in _trees().items():
        if package_of(name) != package:
            continue
        for function in (
            node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)
        ):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    owner = node.func.value
                    if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in WAYS:
                        found.append((f"{name}:{node.lineno}", node.func.attr, node.args[0]))
    return found


def package_of(name: str) -> str:
    """The part of the package that a module or a pattern is in."""
    return name.removeprefix("listbot.").partition(".")[0]


PACKAGES = sorted({each.stem for each in SOURCE.iterdir()} - {"__pycache__"})
"""Their patterns are looked for when a test needs them, not when each worker collects tests."""


def test_all_are_found() -> None:
    """Patterns in modules, in tables and used by others are all covered."""
    names = {one.name for one in known()}
    assert {package_of(one) for one in names} <= {*PACKAGES}
    assert {package_of(name) for name in _trees()} - {"listbot"} <= {*PACKAGES}
    assert names >= {
        "listbot.votes.text.statements._END",
        "listbot.mail.origin.received._FORMS",
        "listbot.mail.wire.headers.ADDR_SPEC",
        "listbot.letters.guard._VOTE_OR_COMMAND",
        "listbot.model.desk.ticket.KEY",
    }
    assert len(names) > 100


@pytest.mark.parametrize("package", PACKAGES)
def test_linear(package: str) -> None:
    """A pattern takes at most a fixed number of steps per letter on any text; none doubles
    its work with each.
    """
    of_package = [one for one in known() if package_of(one.name) == package]
    faults = [(one.name, one.pattern.pattern, one.fault()) for one in of_package]
    assert [each for each in faults if each[2] and not is_bounded(each[0], each[2])] == []


def is_bounded(name: str, why: str) -> bool:
    """Whether a pattern may take quadratic time, as it sees little."""
    return (name in BOUNDED or name.startswith(BY_LINE)) and "two ways" not in why


class Spy:
    """A pattern that records the longest text it was asked about."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.longest = pattern, 0

    def match(self, text: str, *at: int) -> re.Match[str] | None:
        """As a pattern's."""
        self.longest = max(self.longest, len(text))
        return self.pattern.match(text, *at)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As a pattern's."""
        self.longest = max(self.longest, len(text))
        return self.pattern.finditer(text)


def test_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that may take quadratic time never sees more than declared."""
    forms, words = [Spy(form) for form in received._FORMS], Spy(received._WORDS)
    monkeypatch.setattr(received, "_FORMS", tuple(forms))
    monkeypatch.setattr(received, "_WORDS", words)
    for size in (100, received.LONGEST - 100, received.LONGEST * 50):
        field = f"from a (b.example.org [192.0.2.1]) by c (d) with ESMTP {'(' * size}; {'x' * size}"
        assert [hop.clients for hop in received.hops([field])] == [frozenset()]
    assert received.LONGEST - 100 < words.longest <= BOUNDED["listbot.mail.origin.received._WORDS"]
    assert all(
        0 < form.longest <= BOUNDED["listbot.mail.origin.received._FORMS"] for form in forms[:2]
    )


class LineSpy:
    """A pattern that records the longest text that it saw, whatever is asked of it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.longest = pattern, 0

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self.pattern, name)
        if name not in WAYS:
            return asked

        def spied(*given: Any) -> Any:
            text = given[1] if name in ("sub", "subn") else given[0]
            self.longest = max(self.longest, len(text))
            return asked(*given)

        return spied


HOSTILE_MINUTES = (
    " ",
    "a ",
    "x  ",
    "1. ",
    "we agreed to it. ",
    "Ana will do it, ",
    "present: a ",
    "- a\n",
    "Ana: will it\n",
    "| a | b |\n",
    "10:00 <a> agreed\n",
    "(a) ",
    "\n ",
)


def test_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern for a line of minutes that may take quadratic time sees no more than a line."""
    spies: dict[str, LineSpy] = {}
    for module in modules():
        if module.__name__.startswith(BY_LINE):
            for name, value in list(vars(module).items()):
                if isinstance(value, re.Pattern):
                    spy = spies.setdefault(value.pattern, LineSpy(value))
                    monkeypatch.setattr(module, name, spy)
                elif isinstance(value, tuple) and any(isinstance(x, re.Pattern) for x in value):
                    made = tuple(
                        spies.setdefault(x.pattern, LineSpy(x)) if isinstance(x, re.Pattern) else x
                        for x in value
                    )
                    monkeypatch.setattr(module, name, made)
    for piece in HOSTILE_MINUTES:
        text = (piece * markup.LONGEST)[: markup.LONGEST]
        reading.read_minutes(text)
        secrets_in(text)
    longest = {
        pattern: spy.longest
        for pattern, spy in spies.items()
        if "anew inf" in fault(spy.pattern, searched=True, whole=True)
    }
    assert len(longest) > 20
    assert {pattern: most for pattern, most in longest.items() if most > items.LONGEST_LINE} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_linear_in_functions(package: str) -> None:
    """A pattern in a function is a literal that can be read here, and linear, too."""
    faults = [
        (where, fault_in_function(way, written))
        for where, way, written in written_in_functions(package)
        # a table of patterns for lines of minutes, each of which is judged by its name
        if not (where.startswith(BY_LINE) and way == "compile")
    ]
    assert [each for each in faults if each[1]] == []


def fault_in_function(way: str, written: ast.expr) -> str:
    """Why a pattern in a function can be expensive, or cannot be judged."""
    text = written.value if isinstance(written, ast.Constant) else None
    if not isinstance(text, str):
        return "a pattern that is made while it runs"
    return fault(re.compile(text), searched=way not in ANCHORED, whole=way == "fullmatch")
