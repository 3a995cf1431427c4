"""Conditions that a call for silence sets itself, and words that tell its proposer to go on: plain
data, in the notation of `matching.py`, used by `mild_doubts.py`.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

MET = Phrases(
    en="""
        if|when|provided|assuming|as nobody|none|noone _|else _|here objects|disagrees|minds|opposes
        if|when|provided|assuming|as nobody|none|noone _|else _|here complains|protests|yells|shouts
        if|when|provided|assuming|as nobody|none|noone _|else _|here screams|vetoes|dissents|speaks
        if|when|provided|assuming|as nobody|none|noone _|else _ is|has against|no|any|objections
        if|when|provided|assuming|as no one|body _|else _|here objects|disagrees|minds|opposes
        if|when|provided|assuming|as no one|body _|else _|here complains|protests|yells|shouts
        if|when|provided|assuming|as no|none|zero _|further|other objections|objection|complaints
        if|when|provided|assuming there are|is no|not|zero _|further|other|any objections|objection
        if|when|provided|assuming i|we|you hear|see|get|receive no _|further|other objections
        unless somebody|someone|anybody|anyone|people|others _|else object|objects|disagree
        unless somebody|someone|anybody|anyone|people|others _|else disagrees|minds|opposes|shouts
        unless somebody|someone|anybody|anyone|people|others _|else complains|protests|yells|screams
        unless there are|is _|any|an objections|objection
        if|when all|everything|things|it go|goes|went _|very|really well|fine|right|smoothly
        if|when all|everything|things|it go|goes|went to|according plan|to
        if all is|ends well
    """,
)
"""If the proposal passes, nobody has objected: the condition is met."""

BINDS = vocabulary(
    "if once unless until till only provided providing assuming except when long "
    "depending depends pending modulo conditional subject given bis chyba dès falls jeśli jeżeli "
    "mits pokud pourvu purché salvo sauf si sobald sofern solange tenzij vorausgesetzt wenn если"
)
"""Beside such a condition, one of these sets another."""

AWAITED = vocabulary("once until till after before only first when unless")
"""Something has to come first: a go-ahead does not overrule that."""

JOINS = frozenset({"and", "or"})
"""So does one of these behind it."""

GO_ON = Phrases(
    en="""
        _|please|just go ahead; proceed; carry on; please _|just do it|so|this|that
        _|please|just commit|merge|apply|push|publish|send it|this|that|them
        please _|just have|ask|let|get him|her|them
    """,
)
"""What its writer tells the proposer, or the team, to do then."""
