"""The admin's tables of statuses, held against the names that a tracker has. Pure; never fails."""

from collections.abc import Collection, Iterable


def unknown_names(
    table: str, names: Collection[str], used: Iterable[str], *, is_exact: bool = False
) -> tuple[str, ...]:
    """Return which names in a table are none of the tracker's. `is_exact`: the case of letters
    matters, too.
    """
    known = set(names) if is_exact else {each.casefold() for each in names}
    return tuple(
        f'tracker.{table}: there is no status "{each}"; there are {", ".join(names)}'
        for each in used
        if (each if is_exact else each.casefold()) not in known
    )
