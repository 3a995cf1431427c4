"""The type of an option that is a moment: ISO 8601, in UTC where it names no zone of its own."""

from datetime import UTC, datetime


def moment(text: str) -> datetime:
    """The moment that a text names, aware and in UTC.

    It may be "2026-09-11T18:00:00Z", "2026-09-11 18:00", "2026-09-11 18:00 UTC" or "2026-09-11".

    Raises ValueError, which click makes a usage error of.
    """
    try:
        found = datetime.fromisoformat(text.strip().removesuffix("UTC").strip())
    except ValueError:
        raise ValueError(f'"{text}" is no moment like 2026-09-11T18:00:00Z') from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
