"""Makes the letter about newcomers: to the greeter, or to the group. Pure."""

from listbot.letters.facts.newcomers import NewcomersFacts
from listbot.letters.facts.recap import Rows
from listbot.model.group_case import GroupRound
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.newcomers import Newcomer
from listbot.records.letters.group_digest import newcomer_row

MOST_ROWS = 20  # of newcomers; a wave of strangers must not make a long letter
MOST_STARTERS = 5  # enough to choose from


def somebody_new(
    newcomers: tuple[Newcomer, ...], to: tuple[str, ...], case: GroupRound
) -> LetterOrder:
    """M36: people wrote for the first time. Privately, once for each of them."""
    rows = tuple(map(newcomer_row, newcomers))
    return LetterOrder(
        kind=LetterKind.NEWCOMERS,
        cause=f"newcomers {case.now:%Y%m%dT%H%M%S}",
        facts=NewcomersFacts(
            rows[0].name, len(rows) - 1, Rows.of(rows, MOST_ROWS), case.starters[:MOST_STARTERS]
        ),
        to_list=False,
        recipients=to,
        reply_to_mail=None,
    )
