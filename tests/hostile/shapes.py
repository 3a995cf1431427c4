"""Judge from a pattern's shape whether it can take more than linear time on some text.
Pure; knows nothing of listbot.

A pattern is split into its spots (one for each character it takes) and the steps between
them. Backtracking is expensive in three ways, and we look for each: one text can go round a
loop in two ways (each letter doubles the work), two loops can share a long text (the work
is its square), and a search can start again inside what a loop took before the rest failed
(its square again). Bounded repeats are loops that cost at most their bound per letter;
together more than `DEAR` is too much. Possessive repeats and atomic groups give nothing
back.

It errs on one side: a pattern without a fault is linear; one with a fault may be linear,
too, and has to be written differently.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import _constants as codes  # type: ignore[attr-defined]  # the one parser of patterns there is
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

DEAR = 256
"""Steps per letter of a text that bounded repeats may cost together."""
UNROLLED = 3
"""A repeat of at most this many is written out; a longer one is a loop."""
_SAMPLES = (
    " \t\n\r\x0b\x0c\x00\x1f\x7faqzAQZ059_-.,:;!?\"'()[]{}<>@/\\|#*+=~`^$&%"
    "\x85\u00a0\u00e9\u00ad\u2028か\U0001f44d\udcff"
)

Chars = frozenset[str]


@dataclass(frozen=True, slots=True)
class Loop:
    """A repeat."""

    most: float
    """Maximum count; infinite without a bound."""
    at: int
    """Its index in the pattern."""


@dataclass(slots=True)
class Spot:
    """One character that the pattern takes."""

    chars: Chars
    loops: tuple[Loop, ...]
    """Loops around it, the outermost first."""
    atoms: tuple[int, ...]
    """Atomic groups around it: after leaving one, the match never goes back into it."""
    steps: list["Step"] = field(default_factory=list)
    """Steps to what may come next."""
    ends: bool = False
    """A match may end after it, whatever follows."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one place to the next."""

    to: int
    but: Chars = frozenset()
    """Characters that cannot come next, because the possessive loop just left would have
    taken them.
    """
    atoms: tuple[int, ...] = ()


@dataclass(slots=True)
class _Open:
    """A spot that the next one will be joined to; -1 is the start."""

    at: int
    but: Chars = frozenset()
    clean: bool = True
    """Nothing has been asserted since."""


def fault(pattern: re.Pattern[Any], *, searched: bool, whole: bool) -> str:
    """Why a pattern can be expensive, "" if it cannot; `searched`: it is not only tried at
    one place; `whole`: it must match to the end.
    """
    shape = _Shape(pattern, whole=whole)
    return shape.fault(searched=searched)


class _Shape:
    """The places of a pattern."""

    def __init__(self, pattern: re.Pattern[Any], *, whole: bool) -> None:
        self._flags = pattern.flags
        self._ignores_case = bool(pattern.flags & re.IGNORECASE)
        self._bytes = isinstance(pattern.pattern, bytes)
        written = pattern.pattern
        tree = parser.parse(written, pattern.flags & ~re.UNICODE if self._bytes else pattern.flags)
        self.spots: list[Spot] = []
        self._first: list[Step] = []
        self._groups: dict[int, Chars] = {}
        self._loops = self._atoms = 0
        self._whole = whole
        self._alphabet = self._letters(tree)
        self._taken_by = self._by_case()
        self._before: Chars = self._alphabet
        self._is_anchored = False
        ends = self._sequence(list(tree), [_Open(-1)], (), ())
        for end in ends:
            if end.clean and not whole and end.at >= 0:
                self.spots[end.at].ends = True
        self._anchor(list(tree))

    # ---- its alphabet -------------------------------------------------------------------

    def _letters(self, tree: Any) -> Chars:
        """A few characters of each kind, and all that the pattern names."""
        found = set(_SAMPLES)
        stack = [tree]
        while stack:
            node = stack.pop()
            if (
                isinstance(node, int)
                and not isinstance(node, codes._NamedIntConstant)
                and 0 <= node < 0x110000
            ):
                found |= {chr(node), *(chr(node).upper()[:1]), *(chr(node).lower()[:1])}
                found |= {chr(node + 1)} if node < 0x10FFFF else set()
            elif isinstance(node, (tuple, list, parser.SubPattern)):
                stack.extend(node)
        if self._bytes:
            found = {char for char in found if char < "\u0100"}
        return frozenset(found)

    def _by_case(self) -> dict[str, Chars]:
        """Return, for each character that a pattern may name, those of the alphabet it takes."""
        found: dict[str, set[str]] = {}
        for char in self._alphabet:
            for one in {char, char.lower(), char.upper()} if self._ignores_case else {char}:
                found.setdefault(one, set()).add(char)
        return {one: frozenset(chars) for one, chars in found.items()}

    def _chars(self, op: Any, value: Any) -> Chars:
        if op is codes.LITERAL:  # nearly all of a pattern
            return self._taken_by.get(chr(value), frozenset())
        taken = (chars for one, chars in self._taken_by.items() if self._takes(op, value, one))
        return frozenset().union(*taken)

    def _takes(self, op: Any, value: Any, char: str) -> bool:
        match op:
            case codes.LITERAL:
                return len(char) == 1 and ord(char) == value
            case codes.NOT_LITERAL:
                return len(char) == 1 and ord(char) != value
            case codes.ANY:
                return char != "\n" or bool(self._flags & re.DOTALL)
            case codes.RANGE:
                return len(char) == 1 and value[0] <= ord(char) <= value[1]
            case codes.CATEGORY:
                return self._is_of(value, char)
            case codes.IN:
                negated = value[0][0] is codes.NEGATE
                return negated != any(
                    self._takes(one[0], one[1], char) for one in value[int(negated) :]
                )
        raise NotImplementedError(f"{op} in a pattern")

    def _is_of(self, category: Any, char: str) -> bool:
        named = {
            codes.CATEGORY_DIGIT: r"\d",
            codes.CATEGORY_NOT_DIGIT: r"\D",
            codes.CATEGORY_SPACE: r"\s",
            codes.CATEGORY_NOT_SPACE: r"\S",
            codes.CATEGORY_WORD: r"\w",
            codes.CATEGORY_NOT_WORD: r"\W",
        }[category]
        flags = re.ASCII if self._bytes or self._flags & re.ASCII else 0
        return re.fullmatch(named, char, flags) is not None

    # ---- its spots and the steps between them -------------------------------------------

    def _sequence(
        self, items: Any, opens: list[_Open], loops: tuple[Loop, ...], atoms: tuple[int, ...]
    ) -> list[_Open]:
        for op, value in items:
            opens = self._item(op, value, opens, loops, atoms)
        return opens

    def _item(
        self,
        op: Any,
        value: Any,
        opens: list[_Open],
        loops: tuple[Loop, ...],
        atoms: tuple[int, ...],
    ) -> list[_Open]:
        match op:
            case codes.BRANCH:
                return [end for one in value[1] for end in self._sequence(one, opens, loops, atoms)]
            case codes.SUBPATTERN:
                ends = self._sequence(value[3], opens, loops, atoms)
                self._groups[value[0] or -1] = self._union(value[3])
                return ends
            case codes.ATOMIC_GROUP:
                self._atoms += 1
                return self._sequence(value, opens, loops, (*atoms, self._atoms))
            case codes.MAX_REPEAT | codes.MIN_REPEAT:
                return self._repeat(value, opens, loops, atoms)
            case codes.POSSESSIVE_REPEAT:
                self._atoms += 1
                ends = self._repeat(value, opens, loops, (*atoms, self._atoms))
                return self._left(value[1], value[2], ends, opens)
            case codes.ASSERT | codes.ASSERT_NOT:
                if value[0] > 0:  # ahead; behind it takes a fixed number of characters
                    self._atoms += 1
                    self._sequence(value[1], opens, loops, (*atoms, self._atoms))
                return [_Open(one.at, one.but, clean=False) for one in opens]
            case codes.AT:
                return [_Open(one.at, one.but, clean=False) for one in opens]
            case codes.GROUPREF:
                return self._spot(self._groups.get(value, self._alphabet), opens, loops, atoms)
        return self._spot(self._chars(op, value), opens, loops, atoms)

    def _spot(
        self, chars: Chars, opens: list[_Open], loops: tuple[Loop, ...], atoms: tuple[int, ...]
    ) -> list[_Open]:
        self.spots.append(Spot(chars, loops, atoms))
        here = len(self.spots) - 1
        self._join(opens, here)
        return [_Open(here)]

    def _join(self, opens: list[_Open], here: int) -> None:
        for one in opens:
            (self._first if one.at < 0 else self.spots[one.at].steps).append(Step(here, one.but))

    def _repeat(
        self, value: Any, opens: list[_Open], loops: tuple[Loop, ...], atoms: tuple[int, ...]
    ) -> list[_Open]:
        least, most, item = value
        if most is not codes.MAXREPEAT and most <= UNROLLED:
            ends: list[_Open] = [] if least else list(opens)
            for round in range(int(most)):
                opens = self._sequence(item, opens, loops, atoms)
                ends += opens if round + 1 >= least else []
            return ends
        self._loops += 1
        loop = Loop(float("inf") if most is codes.MAXREPEAT else float(most), self._loops)
        begin = len(self.spots)
        ends = self._sequence(item, opens, (*loops, loop), atoms)
        inside = [end for end in ends if end.at >= begin]
        first = {step.to for one in opens for step in self._steps_from(one.at) if step.to >= begin}
        for end in inside:
            for to in first:
                self.spots[end.at].steps.append(Step(to, end.but))
        return inside + ([] if least else list(opens))

    def _left(self, most: Any, item: Any, ends: list[_Open], opens: list[_Open]) -> list[_Open]:
        """After a possessive repeat of one class none of it can follow: the repeat would
        have taken it.
        """
        but = self._single(item) if len(item) == 1 else frozenset()
        return [
            _Open(end.at, end.but | but, end.clean)
            if most is codes.MAXREPEAT or end in opens
            else end
            for end in ends
        ]

    def _steps_from(self, at: int) -> list[Step]:
        return self._first if at < 0 else self.spots[at].steps

    def _single(self, item: Any) -> Chars:
        """The characters of a repeated item that is a single class; empty for any other."""
        op, value = item[0]
        return (
            self._chars(op, value)
            if op in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)
            else frozenset()
        )

    def _union(self, items: Any) -> Chars:
        found: Chars = frozenset()
        for op, value in items:
            found |= self._single([(op, value)]) or self._alphabet
        return found

    def _anchor(self, items: list[Any]) -> None:
        """Where a search can start again: everywhere, after some characters, or nowhere else."""
        while items and items[0][0] is codes.SUBPATTERN:
            items = [*items[0][1][3], *items[1:]]
        if not items:
            return
        op, value = items[0]
        if op is codes.AT and value is codes.AT_BEGINNING_STRING:
            self._is_anchored = True
        elif op is codes.AT and value is codes.AT_BEGINNING:
            self._is_anchored = not self._flags & re.MULTILINE
            self._before = frozenset("\n")
        elif op is codes.AT and value is codes.AT_BOUNDARY:
            self._before = frozenset(
                c for c in self._alphabet if not self._is_of(codes.CATEGORY_WORD, c)
            )
        elif op in (codes.ASSERT, codes.ASSERT_NOT) and value[0] < 0 and len(value[1]) == 1:
            behind = self._single(value[1])
            if behind:
                self._before = behind if op is codes.ASSERT else self._alphabet - behind

    # ---- what is expensive in it --------------------------------------------------------

    def fault(self, *, searched: bool) -> str:
        looped = [at for at, spot in enumerate(self.spots) if spot.loops]
        for at in looped:
            if self._is_ambiguous(at):
                return f"{self._shown(at)} goes round in two ways"
        cost = dict.fromkeys(looped, 1.0)
        if searched and not self._is_anchored:
            for at in looped:
                chars = self._round(at)
                if (
                    not self._may_accept(at)
                    and chars & self._before
                    and self._reaches(None, at, chars)
                ):
                    cost[at] = self._most(at)
        pairs = [
            (one, other)
            for one in looped
            for other in looped
            if one != other and self._is_pair(one, other)
        ]
        for _ in looped:  # the longest possible chain of pairs
            for one, other in pairs:
                cost[other] = max(cost[other], cost[one] * min(self._most(one), self._most(other)))
        at = max(looped, key=lambda one: cost[one], default=-1)
        if at >= 0 and cost[at] > DEAR:
            return f"{self._shown(at)} is taken anew {cost[at]:g} times"
        return ""

    def _most(self, at: int) -> float:
        return max(loop.most for loop in self.spots[at].loops)

    def _may_accept(self, at: int) -> bool:
        """Whether a match that got here can no longer fail, or only gives back a few letters."""
        spot = self.spots[at]
        if spot.ends or len(spot.loops) != 1:
            return spot.ends
        fellows = [one for one in self.spots if spot.loops[0] in one.loops]
        deeper = [one for one in fellows if len(one.loops) > 1]
        return any(one.ends for one in fellows) and all(one.ends for one in deeper)

    def _round(self, at: int) -> Chars:
        """The characters of the loop around a spot."""
        inner = self.spots[at].loops[-1]
        found: Chars = frozenset()
        for spot in self.spots:
            if inner in spot.loops:
                found |= spot.chars
        return found

    def _is_pair(self, one: int, other: int) -> bool:
        """Whether a text can be split between two loops in many ways, and the rest may fail."""
        first, second = self.spots[one], self.spots[other]
        if set(first.loops) & set(second.loops):
            return (
                False  # one text in two ways is one loop taken twice, which `_is_ambiguous` finds
            )
        if self._may_accept(other) or set(first.atoms) - set(second.atoms):
            return False
        shared = self._round(one) & self._round(other)
        return bool(shared & second.chars & first.chars) and self._reaches(one, other, shared)

    def _reaches(self, one: int | None, other: int, chars: Chars) -> bool:
        """Whether a text of these characters leads from one spot (None: the start) to another."""
        seen: set[int] = set()
        stack = self._first[:] if one is None else self.spots[one].steps[:]
        while stack:
            step = stack.pop()
            if step.to in seen or not (self.spots[step.to].chars - step.but) & chars:
                continue
            if step.to == other:
                return True
            seen.add(step.to)
            stack.extend(self.spots[step.to].steps)
        return False

    def _is_ambiguous(self, at: int) -> bool:
        """Whether a text can lead from a spot in a loop back to it in two ways."""
        outer = self.spots[at].loops[0]
        inside = {n for n, spot in enumerate(self.spots) if outer in spot.loops}
        twice = [step.to for step in self.spots[at].steps if step.to in inside]
        for to in set(twice):
            steps = [step for step in self.spots[at].steps if step.to == to]
            if len(steps) > 1:
                left = [self.spots[to].chars - step.but for step in steps]
                if any(left[a] & left[b] for a in range(len(left)) for b in range(a)):
                    return self._returns(to, at, inside)
        return self._parts_and_meets(at, inside)

    def _returns(self, one: int, other: int, inside: set[int]) -> bool:
        seen, stack = {one}, [one]
        while stack:
            here = stack.pop()
            if here == other:
                return True
            for step in self.spots[here].steps:
                if step.to in inside and step.to not in seen:
                    seen.add(step.to)
                    stack.append(step.to)
        return False

    def _parts_and_meets(self, at: int, inside: set[int]) -> bool:
        """Whether two ways part after a spot and meet in it again, with the same text."""
        seen: set[tuple[int, int]] = set()
        stack = [(at, at)]
        while stack:
            left, right = stack.pop()
            for one, other in self._both(left, right, inside):
                if (one, other) == (at, at) and left != right:
                    return True
                if (one, other) not in seen:
                    seen.add((one, other))
                    stack.append((one, other))
        return False

    def _both(self, left: int, right: int, inside: set[int]) -> Iterator[tuple[int, int]]:
        for one in self.spots[left].steps:
            for other in self.spots[right].steps:
                if one.to in inside and other.to in inside:
                    both = (self.spots[one.to].chars - one.but) & (
                        self.spots[other.to].chars - other.but
                    )
                    if both:
                        yield one.to, other.to

    def _shown(self, at: int) -> str:
        chars = "".join(sorted(self.spots[at].chars))[:12]
        return f"the {at + 1}. place ({chars!r})"
