"""Phrases, by language, that say a vote is over, taken back or extended. Plain data."""

import re

from listbot.votes.lexicon.matching import Phrases

CANCELLED = Phrases(
    en=(
        "i withdraw this proposal; i withdraw the proposal; i withdraw my proposal; i am "
        "withdrawing this proposal; i am withdrawing the proposal; i am withdrawing my proposal; "
        "i am cancelling this vote; i am cancelling the vote; i am canceling this vote; i am "
        "canceling the vote; i cancel this vote; i cancel the vote; i hereby cancel; this vote "
        "is cancelled; this vote is canceled; the vote is cancelled; the vote is canceled; vote "
        "cancelled; vote canceled; this vote is withdrawn; this proposal is withdrawn; the "
        "proposal is withdrawn; this vote has been cancelled; the vote has been cancelled; "
        "cancelling this vote; cancelling the vote; canceling this vote; canceling the vote; i "
        "am calling off"
    ),
    de="ich ziehe den vorschlag zurück; die abstimmung ist abgesagt",
)

EXTENDED = Phrases(
    en=(
        "the vote is extended; this vote is extended; i am extending the vote; i am extending "
        "this vote; i extend the vote; i extend this vote; the voting period has been extended; "
        "the voting period is extended; i am extending the voting; i am extending the deadline; "
        "the deadline is extended; the deadline has been extended; vote extended; the vote has "
        "been extended; this vote has been extended; extending the vote; extending this vote"
    ),
    de="die abstimmung wird verlängert",
)

DECIDED = Phrases(
    en=(
        "the vote has passed; this vote has passed; the vote passed; the vote passes; vote "
        "passes; vote passed; this vote passes; i declare this motion; i declare the motion; i "
        "declare this vote; the motion passes; the motion passed; motion passed; the motion has "
        "passed; the vote has failed; this vote has failed; the vote failed; the vote is closed; "
        "this vote is closed; the vote is now closed; voting is closed; voting is now closed; "
        "the vote has been closed; closing this vote; closing the vote; the result of the vote; "
        "here are the results; the results are; the vote results"
    ),
    de="das ergebnis der abstimmung; die abstimmung ist beendet",
)

ENDING = re.compile(r"vot|motion|proposal|deadline|result|cancel|calling|abstimmung|vorschlag")
"""Every one of those phrases contains a match."""
