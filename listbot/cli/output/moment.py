"""The type of options that are a moment: ISO 8601, taken as UTC if it names no zone."""

from datetime import UTC, datetime


def moment(text: str) -> datetime:
    """Parse a moment; return it aware and in UTC.

    Takes "2026-09-11T18:00:00Z", "2026-09-11 18:00", "2026-09-11 18:00 UTC" or "2026-09-11".

    Raises ValueError, which click turns into a usage error.
    """
    try:
        found = datetime.fromisoformat(text.strip().removesuffix("UTC").strip())
    except ValueError:
        raise ValueError(
            f'not a moment: "{text}" (expected something like 2026-09-11T18:00:00Z)'
        ) from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
