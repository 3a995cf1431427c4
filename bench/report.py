"""The output of a benchmark: figures with their goals, one line each; tables, and notes on them."""

from dataclasses import dataclass
from textwrap import fill


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    name: str
    value: float
    unit: str = ""
    goal: float | None = None
    at_least: bool = True
    """Whether the goal is a lower bound; otherwise an upper one."""

    @property
    def is_reached(self) -> bool | None:
        """Return whether the goal was reached; None if there is none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def line(self) -> str:
        """Return the line to print."""
        value = f"{self.value:,.0f}" if abs(self.value) >= 100 else f"{self.value:.3g}"
        text = f"  {self.name:58} {value:>8} {self.unit:6}"
        if self.goal is None:
            return text.rstrip()
        bound = "at least" if self.at_least else "at most"
        reached = "reached" if self.is_reached else "NOT REACHED"
        return f"{text} {bound} {self.goal:,g}: {reached}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are read beside each other."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """A name and its cells; one cell alone says why there are no others."""

    def line(self) -> str:
        """Return the lines to print."""
        widths = [max(len(name), 12) for name in self.columns]
        head = "".join(
            f"  {each:>{width}}" for each, width in zip(self.columns, widths, strict=True)
        )
        lines = [f"  {self.title:22}{head}"]
        for name, cells in self.rows:
            shown = (f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=False))
            lines.append(f"  {name:22}{''.join(shown)}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know beside the figures."""

    text: str

    def line(self) -> str:
        """Return the lines to print."""
        return fill(self.text, 98, initial_indent="  ", subsequent_indent="    ")


NO_POSTGRESQL = Note("no PostgreSQL is installed here, so this is not measured")
