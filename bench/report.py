"""The output of a benchmark: figures with their goals, one line each."""

from dataclasses import dataclass


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
