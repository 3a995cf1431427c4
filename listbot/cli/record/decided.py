"""Everything that was decided, in one log: votes that passed, and decision records."""

import click

from listbot.cli.configuration import configuration
from listbot.cli.record.nouns import noun, record_of
from listbot.cli.record.views import Row
from listbot.model.group_case import GroupCase
from listbot.model.proposal import State
from listbot.store import reading
from listbot.store.to_read import store_to_read


def decided(ctx: click.Context, case: GroupCase) -> list[Row]:
    """Return the decisions, the newest first."""
    votes: list[Row]
    store = store_to_read(configuration(ctx))
    with store.reading() as connection:
        votes = [
            {
                "decision": f"V-{each.number}",
                "decided": each.closes,
                "title": each.title,
                "how": each.reason,
                "applied": case.group.applied.get(f"V-{each.number}"),
            }
            for each in reading.votes(connection, State.PASSED)
        ]
    store.close()
    records: list[Row] = [
        {
            "decision": each.key,
            "decided": each.final,
            "title": each.title,
            "how": f"decision record, version {len(each.versions)}",
            "applied": each.applied,
        }
        for each in case.group.records.values()
        if each.final is not None and each.retracted is None
    ]
    return sorted((*votes, *records), key=lambda row: str(row["decided"]), reverse=True)


decision = noun(
    "decision",
    "List and show what was decided: votes that passed, and final decision records.",
    ("decision", "decided", "title", "how", "applied"),
    lambda ctx: decided(ctx, record_of(ctx)),
)
