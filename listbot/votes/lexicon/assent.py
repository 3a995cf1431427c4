"""Votes in words for a proposal: phrases, by language. Plain data, in the notation of
`matching.py`.

Words are folded as in `tokens.py` ("i'm" is "i am"), adverbs are left out. Words for a yes
count only at the start of a statement or a clause: "agreed" in mid-sentence is talk.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

YES_ALONE = Phrases(
    en="""
        agree|agreed|concur|aye|yes|ack|acked|lgtm|indeed
        seconded|second|support|supported|approve|approved|sure|absolutely|fine|ok
        yes please; yes , please do; please do; yes , do it
        i|we agree|concur|second|support|approve
        i second this|that|it
        acked-by|acked _|by *; acked-by : *
        _|i|we|all _|am|are in favour
        _|please|just|but go ahead
        go for it
        sounds|looks|seems good|great|fine|ok|reasonable|sane|sensible
        _|but|just do it|this
        let us do it|this
        ship it; make it so; me too
        no objection|objections _|here
        none from me; count me in
        i am _|all for it|this|that
        i am fine|in|ok|happy
        _|it|that|this works _|fine|well for me
        _|a|an good|excellent|great|nice idea
        i|we like|love it|this|that
        love it
        _|a|as plus one|1
        _|please feel free
        i|we do not object|mind
        i|we have nothing against it|this|that
        good riddance; not a problem; no problem _|at _|all
        i|we have no objection|objections
        not at all
        i would like that|this
        yep|yup|yeah|aye|jep; sure thing; by all means; of course; ok|fine|good|works 4 me
        a thousand|hundred|million times yes
        _|this|that|it makes _|perfect sense; nothing against it|this
        why not !
        10/10; 100 % _|yes|agree|agreed|for
    """,
    de="""
        ja; einverstanden
        _|ich bin dafür; da|hier bin|wäre ich _|auch|sehr dafür
        dafür
        _|ich stimme zu
        passt _|für|mich
        passt für mich; keine einwände; gerne; natürlich; klar; na klar; selbstverständlich
    """,
    fr="""
        oui
        _|je _|suis d'accord
        tout à fait d'accord; pour; je suis pour; pas d'objection; aucune objection
        bien sûr; avec plaisir; volontiers
    """,
    es="sí; de|estoy acuerdo; estoy de acuerdo; a favor; sin objeciones; claro que sí; "
    "por supuesto; desde luego",
    it="d'accordo; certo; certamente; sono d'accordo; favorevole; nessuna obiezione",
    nl="akkoord; _|helemaal mee eens; voor; geen bezwaar",
    pt="concordo; de acordo; a favor; sem objeções",
    ru="согласен; согласна; за; поддерживаю; не возражаю",
    cs="souhlasím; jsem pro; bez námitek",
    pl="zgoda; zgadzam się; popieram; jestem za",
    sv="_|jag håller med; ja tack; instämmer",
    da="enig; jeg er enig; ingen indvendinger",
    ja="賛成; 賛成です; 同意; 同意します; 異議なし",
    zh="同意; 赞成; 支持; 没意见",
)
"""Yes, if it is the whole statement ("Indeed!"), apart from openers and "from me"."""

YES_ASKED = Phrases(
    en="where do|can i|we sign _|here; what are we still waiting for",
    de="wo soll|kann|muss|darf ich unterschreiben; worauf warten wir noch",
    fr="où est-ce que je signe; où faut-il signer",
    es="dónde firmo; dónde hay que firmar",
    it="dove firmo; dove si firma",
)
"""Whole questions that are a yes."""

YES_OPEN = Phrases(
    en="""
        i|we agree with this|the proposal|change|idea|motion|plan
        i|we agree that we should
        i|we agree to this|the|that
        i|we could|can|would agree to|with this|the|that|it
        _|i|we _|am|are * in favour _|of
        i am for *; i am all for
        i|we * support this
        i|we _|also|would|can|do|fully support it|that|the|your
        i support
        no objection|objections|concerns|complaints from|to|here|with|on
        no problem|problems|issue|issues from|to|here|with|on
        no objection|objections ,|(|-
        support|endorse|applaud|welcome this|that ,|.|!|-
        support|endorse|applaud|welcome this|that|the proposal|idea|move|plan|change|motion
        by all means do|go|move|merge|proceed|switch|upgrade
        lgtm; go for it
        no more|further|other|remaining objection|objections|concerns|complaints
        the * team|group has|have|see|sees no objection|objections|concerns
        the * team|group has|have|see|sees no problem|problems|issue|issues
        i|we have|see|had no * objection|objections|concern|concerns|problem
        i|we have|see|had no * problems|issue|issues|complaints|reservations
        i|we am|are * ok|fine|happy|comfortable|cool|good with
        i|we would|could be * ok|fine|happy|comfortable|cool|good with
        i|we am|are * happy to see
        ok|fine|good|cool with|for|by|to me|us
        ok for
        is|are|would|will _|be ok|fine with|by|for me|us
        is|are ok
        this|that|it would be fine|ok
        this|that|it is ok
        this is fine|ok
        sounds|looks|seems good|great|fine|ok|reasonable|sane|sensible|right to|for me|us
        sounds|looks|seems like a|the good|great|sane idea|plan|move|thing|approach
        sounds|looks|seems like a|the sensible|right|reasonable idea|plan|move|thing|approach
        sounds fair
        _|it|that|this works _|well|fine for me|us
        i second the|this|that|it motion|proposal|idea|nomination|_
        i|we _|also|would vote|voted for|yes
        i vote
        i|we _|would vote in favour
        my vote is|goes for|yes|to
        ack for|on
        please|do go ahead
        _|please feel free to|go|commit|move|merge|proceed
        count me in
        i|we approve
        i|we would _|really appreciate|welcome|love|like it|this|that
        i|we would love to see|have this|that|it
        i|we _|would be * happy|glad|delighted to see|have
        i|we think it|this|that is|would _|be a _|very good|great|fine idea|move|plan|thing
        i|we think it|this|that is|would _|be a _|very excellent|sound|sensible idea|move|plan|thing
        it|this|that is|would|seems|sounds _|be|like a _|very good|great idea|move|plan|direction
        it|this|that is|would|seems|sounds _|be|like a _|very fine|excellent idea|move
        it|this|that is|would|seems|sounds _|be|like a _|very fine|excellent plan|direction
        it|this|that is|would|seems|sounds _|be|like a _|very good|great change|addition
        it|this|that is|would|seems|sounds _|be|like a _|very fine|excellent change|addition
        it|this|that is|would|seems|sounds _|be|like a _|very good|great|fine|excellent step|thing
        it|this|that is|would|seems|sounds _|be|like a _|very sound|sensible idea|move
        it|this|that is|would|seems|sounds _|be|like a _|very sound|sensible plan|direction
        it|this|that is|would|seems|sounds _|be|like a _|very positive|welcome idea|move
        it|this|that is|would|seems|sounds _|be|like a _|very positive|welcome plan|direction
        it|this|that is|would|seems|sounds _|be|like a _|very sound|sensible change|addition
        it|this|that is|would|seems|sounds _|be|like a _|very sound|sensible step|thing
        it|this|that is|would|seems|sounds _|be|like a _|very positive|welcome change|addition
        it|this|that is|would|seems|sounds _|be|like a _|very positive|welcome step|thing
        i am open to
        i|we would opt|go|vote for|to
        i|we would|can _|definitely support|live|accept with|_
        please do it|this|so
        i am * in favour
        _|a plus one|1
        yes please
        _|a|an great|good|excellent|nice idea
        thumbs up; you have my
        i|we * welcome|endorse|applaud
        seconded
        count|put me down|_ as|for a|_ yes|aye|supporter; count|put me down|_ in favour
        that|this|it is a _|big|clear|firm|strong|definite yes
        yes|aye to this|that|it|all|everything|both; yes|aye to the proposal|plan|idea|move|whole
        my answer is _|a yes
        i|we _|now change|changed|switch my|our vote to yes
        100|200|1000 %|percent agree|agreed|support|yes|for|behind
        consider this a|my yes|approval|support
        i am positive
        i|we think * is better
        no harm in
        there is no|little|hardly harm|risk|downside in|to
        there is no reason not
        about time; long overdue
        i|we can not|could not agree|support more
        could not agree more
        i|we see no problem|harm|issue|risk with|in|to
        i|we see no reason not
        i|we do not see|have _|any|a _|big|real problem|problems|objection|objections
        i|we do not see|have _|any|a _|big|real issue|issues|harm|downside
        i|we can not see why not; i|we would not object|mind
        i do not see why not
        it|this|that seems|looks|sounds _|like|to|be a|_ positive|good direction|idea|step
        it|this|that seems|looks|sounds _|like|to|be a|_ right|sensible direction|idea|step
        no brainer
        it is|was a no|no-brainer brainer|_
    """,
    de="ich bin dafür; ich stimme dem|für; bin einverstanden; von mir aus gerne; klingt gut",
    fr="je suis pour; je suis d'accord; je vote pour; ça me va",
    es="me parece bien; estoy a favor; voto a favor",
    it="sono favorevole; voto a favore",
    nl="ik ben voor; lijkt me goed",
    pt="sou a favor; voto a favor",
)
"""Yes, if a clause starts with it."""

YES_FIRM = Phrases(
    en="""
        i|we am|are * in favour of
        i am all in favour
        i am _|all for the|this|giving|removing|adding|moving
        i|we _|fully support this|the _|proposal|motion
        i|we _|also|would vote for|we|yes
        i|we vote in favour
        my vote is|goes for|yes|to
        i second the motion|proposal
        i second this; i approve
        no objection|objections from|on me|us|our|my
        no objection|objections here
        i|we am|are * ok|fine|happy with this
        count me in
        i|we would opt for|to
    """,
)
"""Yes anywhere in a thread, if a clause starts with it."""

YES_ANYWHERE = Phrases(
    en="""
        is|would|are _|be fine|ok with|by me|us
        is better; is ok
        this|that|it looks|seems better|sane
        sounds better|sane
        a positive direction
        this|that|it could|would be _|very useful|great|welcome|helpful
        this|that|it makes _|a _|lot _|of sense
        makes sense to me|us
        is a good|great idea
        would opt for
    """,
)
"""Yes in an answer to the opening, anywhere in it."""

AGREED = vocabulary("agreed seconded lgtm approved endorsed")
"""Yes at the start of an answer to the opening, whatever follows a comma: "Agreed, it is old"."""

REMARK = Phrases(
    en="""
        good|nice|great catch|point|one|thinking|question|find
        fair|excellent point|enough
        well said|put|spotted
        what he|she|they said
        thanks for the|pointing hint|pointer|correction|out|this|that
    """,
)
"""Praise for what somebody said: a +1 beside it, deep in a thread, is for that."""

_ECHO_ABROAD = {
    "de": "dito; ebenso; genauso; ich auch; sehe|seh ich auch|genauso|ebenso _|so",
    "fr": "pareil _|pour _|moi; moi aussi; de même",
    "es": "igualmente; yo también; lo mismo",
    "it": "anch'io; anche io",
    "pt": "eu também; igualmente",
    "nl": "ik ook; insgelijks",
}
ECHO = Phrases(
    en="""
        me|us|mine too
        same here|_ for|with|from|_ me|us|_
        ditto; likewise; idem
        i am|stand|side _|all with *
        * took|takes|taken the words _|right|straight out of my mouth
        * said|put|says|puts it _|all|best|better|well|perfectly _|than|i|could|can
        * beat me to it; * spoke|speaks|speak for me|us|both
        could not have said|put it better
    """,
    **_ECHO_ABROAD,
)
"""Yes or no below a vote, if it is the whole statement: the side of that vote."""

ON_REMARK = Phrases(
    en="""
        me|us|mine too
        same here|_ for|with|from|_ me|us|_
        ditto; likewise; same
        _|a|an|very good|great|nice|excellent|fine|brilliant|lovely idea|suggestion|thought|plan
    """,
    **_ECHO_ABROAD,
)
"""Agreement with what was just said: deep in a thread it is for the remark, or for the vote, that
the mail answers."""

ELSEWHERE = Phrases(
    en="""
        meant|intended for the|a|an|another|that|some * other|different thread|vote|mail
        meant|intended for the|a|an|another|that|some * another|wrong thread|vote|mail
        meant|intended for the|a|an|another|that|some * other|different list|proposal|one
        meant|intended for the|a|an|another|that|some * another|wrong list|proposal|one
        meant|intended for another|the|some * thread|vote|one
        meant|intended to answer|reply|vote _|to|on|in _|the|an|a other|another thread|vote
        meant|intended to answer|reply|vote _|to|on|in _|the|an|a different thread|vote
        meant|intended to answer|reply|vote _|to|on|in _|the|an|a other|another mail|proposal|one
        meant|intended to answer|reply|vote _|to|on|in _|the|an|a different mail|proposal|one
        wrong thread|vote|mail|list|window .|,|!|:|)
        sorry _|, _|the wrong thread|vote|mail|list|window
    """,
)
"""The mail was meant for something else: we ask about a yes in it; a no stands."""

LEAD = vocabulary(
    "ok well so sure and also but yes yeah yep hi hello hmm hm sorry however personal personally "
    "honestly actually i think believe feel that really therefore thus then still imho imo fwiw "
    "though while sadly frankly as for now anyway please at the moment again once more no nope "
    "yo io eu moi persönlich personalmente pessoalmente personnellement "
    "me too just hence my otherwise unfortunately guess suppose said whoa hmmm ugh ouch er uh oh "
    "dear"
)
"""Words that may lead into a phrase: "But I really think that ..."."""
LEAD_IN = Phrases(
    en="""
        for what it is worth
        to be _|quite|very|perfectly|totally|completely|brutally honest|frank|clear|fair|blunt
        in my _|humble|personal|own opinion|view|book|mind
        from my|our _|personal point|side|perspective|end|view of|_ view|_
        as|like i _|have said|wrote|mentioned _|before|earlier|already|above
        with _|all due respect
        all in all; on balance; on reflection; on second thought|thoughts; all things considered
        having * that; that being said; that said; for the record; if you ask me; in general
        in principle
        as a|an|the|one *
        speaking|talking as|for *
        at this|that|the point|stage|time|moment
        at least for|from|_ me|us|_
        after * thought|thinking|consideration|reading|discussion|testing|review
    """,
)
"""Turns of phrase that may lead into a phrase without a comma: "For what it's worth I am ..."."""
TAIL = vocabulary(
    "from me here too as well either with this that very much all at so far then sir guys folks "
    "thanks i think finally please sorry thank you désolé leider of course cheers regards "
    "proposal side my our pour moi von mir meinerseits parte per me voor mij para mim mi"
)
"""Words that may follow a phrase that otherwise must be alone."""
ADVERBS = vocabulary(
    "wholeheartedly fully completely totally absolutely definitely strongly entirely generally "
    "really quite certainly gladly happily perfectly firmly simply clearly largely mostly "
    "vehemently"
)
"""Words that change nothing and are skipped."""
SMALL_WORDS = vocabulary(
    "a an the of to for on in at by and or with from as is are be it this that vote proposal "
    "proposed new use add remove change changing removing"
)
"""Words of a title that say nothing about its topic."""
