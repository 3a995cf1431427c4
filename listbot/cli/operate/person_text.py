"""Prints the data stored about a person as text, JSON and mbox."""

import json
from datetime import datetime

from listbot.cli.output.terminal import safe
from listbot.store.erasing.persons import Held

MOST_ROSTERS = 5  # lists that are named; the JSON has all of them


def as_text(held: Held) -> str:
    """Return a summary of a few lines, and a line for each mail."""
    lines = [safe(held.address), *(f"  name      {safe(name)}" for name in held.names)]
    if held.wishes is not None:
        wishes = held.wishes
        lines.append(
            f"  wishes    notes {wishes.notes}, digest {wishes.digest}, mail {wishes.mail}"
        )
    if held.rosters:
        more = len(held.rosters) - MOST_ROSTERS
        shown = held.rosters[:MOST_ROSTERS] + ((f"{more} more",) if more > 0 else ())
        lines.append(f"  roster    of {', '.join(shown)}")
    if held.tickets:
        lines.append(f"  tickets   {', '.join(held.tickets)}")
    if held.letters:
        lines.append(f"  letters   {len(held.letters)}")
    lines.append(f"  mails     {len(held.mails)}")
    for each in held.mails:
        place = f", {each.place}" if each.place else ""
        lines.append(
            f"  {each.received:%Y-%m-%d %H:%M}  {safe(each.message_id)}  {each.disposition}{place}"
        )
    return "\n".join(lines) + "\n"


def to_json(value: object) -> str:
    """Return JSON with times in ISO 8601."""
    return json.dumps(value, indent=1, default=_time)


def _time(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
