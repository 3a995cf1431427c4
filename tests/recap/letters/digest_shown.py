"""The digests whose whole text is in golden/: with everything, with one part, with strangers'
texts.
"""

from collections.abc import Mapping
from dataclasses import replace

from listbot.letters_check.digest_samples import ASKED, BUSY, FULL, IDLE, MINE, MONDAY, VOTES
from listbot.model.order import LetterOrder
from listbot.model.weekly.digest import Digest
from listbot.recap.letters.personal import digest
from tests.recap.letters.recap_shown import STRANGERS


def written_by(stranger: str) -> Digest:
    """Return a digest in which every text by a stranger is this one."""
    return replace(
        BUSY,
        votes=tuple(replace(each, title=stranger, mail=stranger) for each in VOTES),
        asked=(replace(ASKED[0], title=stranger),),
        mine=(replace(MINE[0], title=stranger),),
        nobodys=(replace(MINE[1], title=stranger),),
    )


DIGESTS: Mapping[str, Digest] = {
    "M12-busy": BUSY,
    "M12-full": FULL,
    "M12-nobodys-only": IDLE,
    "M12-one-ticket": replace(BUSY, votes=(), asked=(), mine=MINE[:1], nobodys=()),
    "M12-one-vote": replace(BUSY, votes=VOTES[:1], asked=(), mine=(), nobodys=()),
    "M12-hard-words": written_by(STRANGERS[0]),
}
DIGESTS_SHOWN: Mapping[str, LetterOrder] = {
    name: digest(each, "2026-W38", MONDAY) for name, each in DIGESTS.items()
}
