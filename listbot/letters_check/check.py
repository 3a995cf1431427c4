"""A check of templates: each letter is composed from sample facts before a real vote depends on it.

`check-config` runs it on a community's own templates. The samples are made up, with difficult names
on purpose. It never raises: faults are returned as sentences.
"""

from collections.abc import Mapping
from itertools import zip_longest

from listbot.errors import ComposeError
from listbot.letters import markup
from listbot.letters.compose import Composer
from listbot.letters.letter import Letter
from listbot.letters_check.access_samples import ACCESS_ORDERS
from listbot.letters_check.approval_samples import APPROVAL_ORDERS
from listbot.letters_check.decision_samples import DECISION_ORDERS
from listbot.letters_check.desk_samples import DESK_ORDERS, SUPPORT
from listbot.letters_check.digest_samples import DIGEST_ORDERS
from listbot.letters_check.hand_samples import HAND_SAMPLES
from listbot.letters_check.meeting_samples import MEETING_ORDERS
from listbot.letters_check.member_samples import MEMBER_ORDERS
from listbot.letters_check.newcomer_samples import NEWCOMER_ORDERS
from listbot.letters_check.proposer_samples import PROPOSER_SAMPLES
from listbot.letters_check.recap_samples import RECAP_ORDERS
from listbot.letters_check.round_trip_samples import ROUND_TRIP_ORDERS
from listbot.letters_check.silent_samples import SILENT_SAMPLES
from listbot.letters_check.vote_samples import ARCHIVE, BOT, LIST, NOW, PAGES, SAMPLES, sample_order
from listbot.model.order import LetterOrder

TRIALS: tuple[tuple[LetterOrder, str], ...] = (
    *(
        (sample_order(kind, facts), LIST)
        for kind, facts in (*SAMPLES, *HAND_SAMPLES, *PROPOSER_SAMPLES, *SILENT_SAMPLES)
    ),
    *((order, SUPPORT) for order in DESK_ORDERS),
    *((order, LIST) for order in (*RECAP_ORDERS, *ROUND_TRIP_ORDERS)),
    *(
        (order, BOT)
        for order in (*DIGEST_ORDERS, *MEMBER_ORDERS, *MEETING_ORDERS, *NEWCOMER_ORDERS)
    ),
    *((order, BOT) for order in (*DECISION_ORDERS, *ACCESS_ORDERS, *APPROVAL_ORDERS)),
)
"""Every kind of letter, and the list it is about."""


def check_templates(templates: Mapping[str, str]) -> tuple[str, ...]:
    """Return the faults of a set of templates, one sentence each."""
    key, paged = b"a key for samples only", frozenset({LIST})
    composer = Composer(templates, BOT, {LIST: ARCHIVE}, key, PAGES, paged)
    faults = []
    for order, address in TRIALS:
        try:
            letter = composer.compose(order, address, NOW)
            if letter.html:
                check_words(letter)
        except ComposeError as fault:
            faults.append(f"letter {order.kind}: {fault}")
    return tuple(dict.fromkeys(faults))


def check_words(letter: Letter) -> None:
    """Refuse a page whose words differ from its text, so that nobody has to read both. Raises
    ComposeError."""
    for said, shown in zip_longest(markup.words_of_text(letter.text), markup.words(letter.html)):
        if said != shown:
            raise ComposeError(
                f"its two parts differ: the text has {said!r}, the page has {shown!r}"
            )
