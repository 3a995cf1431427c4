"""Sentences in a brief answer that take no side: phrases and words, plain data, in the notation of
`matching.py`; `reading/brief.py` uses it.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

BESIDE = Phrases(
    en="""
        i|we do|did|would|can|could not know|say|tell|judge|remember|recall
        i|we do|did|would|can|could not have|find|get _|the|enough|any|a time|vote|say
        i|we do|did not see|find|get|hear|receive
        i|we am|are not going to
        i|we retract|withdraw *
        i|we would not call|mind|worry|bother
        not _|really opposed|against
        i|we have|had no _|real|good idea|time|clue|say
        i|we will|would|can not|never|neither|only veto|block|stop|withdraw
        please vote|reply|answer|respond|speak|say|see|note|read|do|keep|use|send|write
        vote|speak|say|reply _|up|so if|when|before|by|until|now
        if nobody|somebody|anybody|everybody|you *
        the|this|that|my|your _|last|first|other|previous mail|email|message|post|thread|subject
        i|we leave|will it|this|that to *
        _|a simple|plain yes or no; the|this vote|voting closes|ends|is|runs|stays|will
        great|good|nice|fine weather
        just|only for the record; in that|this|which case; see *
    """,
)
"""Reports of what the writer does not know or do, and requests to the others."""

ABOUT_OTHERS = Phrases(
    en="""
        nobody|none|anybody|somebody|everybody|someone|anyone|everyone *
        no one; there was|were|is|are no|some|many objections|objection|votes|complaints
        he|she|they|who said|says|wrote|asked|told|thinks|think|hates|likes|wants|objects|voted
        my boss|colleague|team|wife|manager|friend|employer *
        i|we asked|told|met|saw *
    """,
)
"""Reports of what others said, think or did."""

CHEERS = vocabulary(
    "congrats congratulations welcome kudos bravo thanks thank thx cheers reminder noted "
    "interesting hm hmm"
)
"""A brief answer that begins with one of these is polite, and no more."""

PRAISE = vocabulary("nice great lovely cool wow excellent super")
"""Before a comma and one of those: "Nice, thank you for the numbers"."""

LOGISTICS = vocabulary(
    "meeting deadline call slot agenda appointment session room time saturday office vacation "
    "holiday away date meetup"
)
DATES = vocabulary(
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight morning "
    "afternoon evening noon week month january february march april june july august september "
    "october november december"
)
"""A word of each in a sentence: "The meeting is on Friday"."""
