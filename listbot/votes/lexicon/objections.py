"""Firm votes in words against a proposal, and words that half withdraw them: phrases, by
language. Plain data.

In the notation of `matching.py`. They are tried at the start of every clause of every mail,
because a missed objection is the worst error; words that only lean against a proposal are
in `soft_objections.py`.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

NO_FIRM = Phrases(
    en="""
        _|a _|big|strong|clear minus one
        i|we _|am|are _|very|still|now * opposed|against
        opposed|objection; strong|firm|formal|serious objection _|from|to
        still|strongly against
        i|we _|would|must|will|have|also|do|hereby * oppose|object|disagree|veto|reject|protest
        i|we _|would|will|have|must|am|shall _|have _|to vote|voting|voted _|to no|against
        my vote is|goes|would _|be|a|to no|against|nay
        disagree|disagreed|opposed
        i|we can not _|in agree|support|approve|accept|endorse|condone
        i|we do|would|will|could not support|approve|endorse|consent|condone|accept
        _|i|we _|am|are not keen|thrilled _|on
        i|we am|are not * in favour
        not in favour of; i am not for *
        veto|vetoed|vetoing; i|we am|are vetoing
        i|we have|want|need|would|will _|to veto
        _|please consider|take this|it|that|me as|_ a|an|my|_ _|strong|firm|formal veto|yell|no
        _|please count|regard|treat this|it|that|me as|_ a|an|my|_ _|strong|firm|formal veto|yell|no
        _|please consider|take this|it as|_ a|an|my|_ _|strong|firm|formal objection|nay|against
        _|please consider|take that|me as|_ a|an|my|_ _|strong|firm|formal objection|nay|against
        _|please count|regard|treat this|it|that|me as|_ a|an|my|_ _|strong|firm|formal objection
        _|please count|regard|treat this|it|that|me as|_ a|an|my|_ _|strong|firm|formal nay|against
        yell; i yell
        this|that|it is|would be|_ an|a|my _|strong|formal objection|veto
        i|we have|see|raise|had an|a|some|several|_ _|strong|serious objection|objections
        i|we have|see|raise|had an|a|some|several|_ big|major|strenuous|grave objection|objections
        i|we have * objection|objections
        nak|nack|nay|naw
        nacked-by|nacked _|by *; nacked-by : *; thumbs down; count me|us against|out
        _|a _|big|hard|firm|strong|definite|clear no from me|us|here
        it|that|this is a _|big|hard|firm|strong|clear no _|from|for; no from my|our side
        hard|definite|firm|resounding|emphatic|big no; no way; hell no; over my dead body
        nope from me; not on my watch
        i|we would _|like|prefer|ask|want _|to _|us|you hold|holding off
        let us _|please|not hold|wait off|_
        please hold|wait|stop|reconsider|revert|postpone|abort|cancel
        hold off on
        i|we urge|beg|ask you|everyone not|to _|not|reconsider
        please let us keep|stick|leave|not|stay|wait|release
        in favour of keeping|leaving|staying|retaining|waiting|the|status quo|_
        i|we am|are _|strongly * in favour of keeping|leaving|staying|retaining|waiting
        please stick to|with
        i|we strenuously|vigorously|formally object|protest
        i|we stand against
        i|we refuse|decline to support|accept|agree
        i must|have|need to _|strongly|respectfully object|disagree|dissent
        i|we maintain|keep|uphold my|our|the objection|objections|veto|opposition
        i|we reiterate|repeat|renew|sustain my|our|the objection|objections|veto|opposition
        i|we stand by|with my|our objection|objections|veto|opposition
        _|my|our objection|objections|veto|opposition stands|stand|remains|remain
        not in favour; against; 100|200|1000 %|percent against|opposed
        nak|nack|nay|veto until|unless|because|as|for|,
        my|our answer is|would|remains _|be _|a|still no
        i|we must|have|will|would|need _|to say no
        in that case no .|!|,
        i am out .|!|,
        i|we _|would|must|have|do _|to ask|urge you|everybody|everyone to reconsider|wait|stop
        i|we _|would|must|have|do _|to beg|like|want you|everybody|everyone to reconsider|wait|stop
        i|we _|would|must|have|do _|to ask|urge us|him|her|them to reconsider|wait|stop
        i|we _|would|must|have|do _|to beg|like|want us|him|her|them to reconsider|wait|stop
        respectfully disagree|object|opposed
        count|put me down|_ against|no; count|put me down|_ as|for a|_ no|nay|against|opposed
        i dissent
        i|we would say wait|hold|stop|leave|postpone|keep|delay
    """,
    de="""
        _|ich bin _|strikt|klar dagegen; da|hier bin|wäre ich _|eher|strikt|klar|auch dagegen
        dagegen; ich lehne; einspruch; ich widerspreche
        _|ich bin nicht einverstanden
        ich erhebe einspruch; bloß nicht; auf keinen fall
        ich halte das|dies|es für keine|falsch|verfrüht|unnötig; keine gute idee
        _|das ist eine schlechte idee
    """,
    fr="""
        non désolé|merci; c'est _|beaucoup trop tôt
        je suis _|tout contre; contre; je m'oppose; pas d'accord; je ne suis pas d'accord
        je vote contre
        je ne suis pas favorable|convaincu|convaincue|pour; _|ce n'est|c'est pas une|_ bonne idée
        mauvaise idée
    """,
    es="_|estoy en contra; no estoy de acuerdo; me opongo; voto en contra; no me parece|gusta; "
    "_|no es mala idea; no es una|_ buena idea",
    it="contrario; sono contrario|contraria; non sono d'accordo; mi oppongo; voto contro; "
    "non mi sembra|piace|convince; cattiva idea",
    nl="tegen; ik ben _|er tegen; niet mee eens; ik stem tegen; geen goed idee; slecht idee",
    pt=(
        "sou contra; discordo; não concordo; voto contra; não me "
        "parece; não é uma|_ boa ideia; má ideia"
    ),
    ru="против; я против; не согласен; не согласна; возражаю",
    cs="jsem proti; nesouhlasím",
    pl="sprzeciw; jestem przeciw; nie zgadzam się",
    sv="emot; jag är emot; jag motsätter mig",
    da="imod; jeg er imod",
    ja="反対; 反対です",
    zh="反对; 不同意",
)
"""Against, if a clause starts with it."""

NO_VERDICT = Phrases(
    en="""
        is a no-go; is a no go
        is|are unacceptable
        is|are not acceptable
        is out of the question; over my dead body
        is simply|just not on|acceptable
        i am against|opposed
    """,
)
"""Against anywhere in a thread, anywhere in a statement."""

FORBIDDING = Phrases(
    en="""
        _|so|but please|pls|plz do|does not
        please never; please can we not; can we please not; do not you dare
        do not even|ever think|try|_
        never ever
    """,
    de="bitte nicht",
)
"""Against, unless a verb of courtesy follows."""

REFUSING = Phrases(en="i would not _|simply|just|even; i would never")
"""Against in an answer to the opening, unless one of the verbs below follows: "I wouldn't
close it".
"""

UNREFUSED = vocabulary(
    "mind object oppose block stop veto worry hesitate expect know care say call be bother have "
    "think count stand want miss notice trust need bet rule recommend vote regard consider "
    "describe dare blame rely put see view treat necessarily exactly like agree support insist "
    "argue complain speak take hold fight dismiss class classify"
)
"""After "I would not" these object to nothing, or are read separately."""

HARMLESS = vocabulary(
    "hesitate forget take worry feel reply top-post shoot misunderstand get quote cc confuse wait "
    "mind know think have need see be let give post ask expect send read use care hold believe "
    "remember understand say run want call about elaborate discuss argue debate explain comment "
    "repeat speculate shout hijack answer respond apologise apologize laugh"
)
"""After "please do not" these object to nothing: "please don't hesitate"."""

KEEPING = Phrases(
    en="""
        please keep|leave|retain
        please let us keep|leave|retain
        please hold on to
        _|let us just keep|leave it|this|things|them
    """,
)
"""Against, unless the thing to keep belongs to the discussion: "please keep in mind"."""

KEPT = vocabulary(
    "in posted us me up an discussion discussions replies this cc going your voting short "
    "civil calm it"
)
"""After "please keep" these object to nothing."""

YIELDING = Phrases(
    en="""
        i|we _|will|would|can|shall defer
        i|we _|am|will|would|do|shall not _|going|to|want _|to|in veto|block|insist
        i|we _|am|will|would|do|shall not wish|stand|intend _|to|in veto|block|insist
        i|we _|am|will|would|do|shall not _|going|to|want|wish|stand|intend _|to|in stop|object
        i|we _|am|will|would|do|shall not _|going|to|want|wish|stand|intend _|to|in way|fight
        not going to|block|veto|-1 veto|block|vote|this|it|_
        would|will not block|veto|stand|object _|in _|the _|way
        not _|stand|standing in the|your way
        i|we can|could|will|would _|probably live|cope with
        i|we am|are willing to
        do not let me|us|this|that stop
        feel free to ignore|overrule|disregard
        not a|meant|meaning|intended _|to|as|a blocker|block|blocking|veto
        not blocking
        but _|please|do go ahead
        but do it anyway
        but * changed|convinced|persuaded|won me|us|my|our|over
        i|we do not feel _|too|that|very strongly
        no strong feelings|objection|objections|opinion
        i|we am|are not saying
        i|we do not insist
        overrule me
        i|we may|might|could be wrong
        just|only my _|two opinion|cents
        if everyone|everybody|others else|_ _|is|are|agrees|wants|thinks
        i|we will not lose sleep
        your|their|his|her call
        up to you
    """,
)
"""Beside an objection in words, these half withdraw it."""
