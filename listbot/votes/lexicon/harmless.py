"""Answers that do not break a lazy consensus: phrases and words, plain data.

In the notation of `matching.py`; `lazy_consensus.py` uses it. There are endless ways to
object, but few to say thanks, to agree, to ask for a fact or to offer a hand: these are let
pass, and nothing else is.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

CONSENT = Phrases(
    en="""
        agree|agreed|concur|seconded|ack|lgtm|sure|approved|aye|indeed
        _|is|are|would|am _|be ok|okay|fine|good for|with|by|from|to me|us|my|our
        _|is|are|would|am _|be great|cool|perfect|acceptable for|with|by|from|to me|us|my|our
        ok|okay|fine|good with|by|from|to the *
        works for|fine|well me|us|_
        should|would|will be fine|ok|okay|good|alright
        should|would|will be no|not problem|issue|a|an _|problem|issue
        none .|!|,|here|whatsoever; none|not|nothing from me|us|my|our|here
        no * from|on me|us|my|our
        it|that|this|_ do|does|will|would not|never hurt|bother|matter me|us|anybody|anyone|our|at
        it|that|this|_ do|does|will|would not|never affect|harm|touch me|us|anybody|anyone|our|at
        go .|!
        happy|glad|pleased|fine with|about it|that|this|the
        all|looks|seems good|fine|clear|set
        seems|sounds|looks|feels _|like|perfectly|a right|good|great|fine
        seems|sounds|looks|feels _|like|perfectly|a ok|fair|reasonable|sane|sensible
        seems|sounds|looks|feels much|more|way|far|a|lot _|lot better|plausible|reasonable|sane
        seems|sounds|looks|feels much|more|way|far|a|lot _|lot saner|nicer|sensible|elegant
        same here|_ for|with|from|_ me|us|my|our|_
        ditto; likewise; me|us too
        nobody|none _|of _|us will|would|is|does _|going _|to miss|missing|notice|mind|care|cry|shed
        no one|body|soul will|would miss|notice|mind|care|cry|shed
        it|that|this|they will|would not be _|much missed
        it|that|this|they will|would|is be|_ missed by nobody|none
        seems|sounds|looks|feels like|as a|the|an _|very good|great|fine|excellent
        seems|sounds|looks|feels like|as a|the|an _|very sensible|reasonable|plan|right
        makes _|perfect|total|a _|lot _|of sense
        _|please|just|but go ahead|for|right _|ahead|it; _|please do it|so|this|that
        please do; yes please; by all means; be my guest; feel free
        no|zero|without|nothing|none objection|objections|complaint
        no|zero|without|nothing|none complaints|concern|concerns|against
        no|not|see|have _|a|no problem|problems|issue|issues|worries _|here|with|from|at|for
        i|we do not|have|see no|any|mind objection|objections|problem|issue|reason|against|_
        i|we do not|have|see object|nothing|a objection|objections|problem|issue|reason|against|_
        i|we _|have no|nothing objection|objections|against|concerns|problem|problems|issue|issues
        i|we _|fully|would|can support|approve|second|endorse|agree
        support|supported|second
        you have|has my|our support|blessing|vote|+1|approval
        plus *
        makes|made|is|was a|the good|great|excellent idea|plan|move|choice|decision|proposal
        makes|made|is|was a|the nice|sensible|right idea|plan|move|choice|decision|proposal
        _|a|very good|great|excellent|fine idea|plan|move|choice|proposal|call
        _|a|very fantastic|brilliant|solid|sensible idea|plan|move|choice|proposal|call
        i|we am|are _|all for|fine|happy|ok|good it|this|that|with
        count me in; of course; no brainer; ship it; make it so
        go for it|this|that; let us do it|this|that; do it .|!; fire away
        full|my|our support|blessing|endorsement .|!|,|for
        i|we consider|find|deem|call this|it|that a|an|_ _|very sound|sensible|reasonable|wise
        i|we consider|find|deem|call this|it|that a|an|_ _|very good|right|excellent|fair
        nothing|no to add|object
        for me|us _|it|this|that is _|all|perfectly|very good|ok|okay|fine|right|perfect
    """,
)
"""The writer is fine with it, or nobody will miss it; after it only a "but" matters."""

PLEASED = Phrases(
    en="""
        great|excellent|nice|cool|perfect|awesome|wonderful
        fantastic|brilliant|lovely|yay|hooray|hurray|yippee
        finally|congratulations|congrats|welcome|kudos|bravo
        wow|super|sweet|hurrah|neat|amazing|marvellous
        good|fine|ok|okay|right .|!|,|-
        very|most|highly|really|quite welcome|good|nice|sensible|reasonable|useful|kind
        fair|good|great|nice enough|price|deal|point|one|work|job|stuff|news|thing
        it|that|this|which is|was|has|been _|been _|long|so|more|well _|than overdue|welcome
        it|that|this|which is|was|has|been _|been _|long|so|more|well _|than needed|deserved
        much|badly|sorely|long needed
        well|much|richly|fully|long deserved|overdue|done
        about|high time
        _|ha ha|haha|hah|heh|hehe|lol|hihi ,|!|.|:|;|-
        went|worked _|very|really well|fine|smoothly|great
        makes|made my|our|everybody's|everyone's|the|this|things|life * easier|simpler|lighter
        makes|made my|our|everybody's|everyone's|the|this|things|life * cleaner|nicer|faster
        it|that|this|which|everything|all _|has|have|had _|always|all worked|went|gone|run well|fine
        it|that|this|which|everything|all _|has|have|had _|always|all worked|went smoothly|great
        it|that|this|which _|all works|runs _|very|really well|fine|smoothly|great
        exciting|excited; feel|is|am|how|very|so exciting|excited
        i|we am|would|will|are _|be happy|glad|pleased|delighted|relieved to|that|about
        happy|glad|pleased|delighted to see|hear|read|have
        i|we _|really|do|would|also like|love|welcome|appreciate|applaud it|this|that|the
        looking|look forward; can not wait; good riddance; not too soon
        could not|have _|asked|have|wish|agree for|a|more|happier|nicer _|better
        has|have been|done|proven|proved|always|a great|fantastic|excellent|wonderful
        _|very much|greatly|highly|deeply appreciated .|!|,|_|all|and
        has|have been|done|proven|proved|always|a very|huge|tremendous|good|awesome
        he|she|they is|will|would|does|do|did|are _|be|do|doing|make great|fantastic
        he|she|they is|will|would|does|do|did|are _|be|do|doing|make excellent|awesome|wonderful
        deserves|deserve|earned it|this
        saves|save me|us|everybody|everyone|a|some
        worked|works|work|ran|runs|went|goes|been|running like a charm|dream|clockwork|breeze
        worked|works|work|ran|runs|went|goes|been|running like clockwork
        has|have been|proved|run|was|were|is|are rock|absolutely solid|flawless|painless
        worked|works|ran|runs|went flawlessly|perfectly|painlessly|beautifully
        rest in peace
    """,
)
"""The writer is pleased, which is nearly a yes."""

INFORMING = Phrases(
    en="""
        which|when|where *
        how long|many|much|big|often|large|old|far|soon
        what time|version|date|day|kind|colour|size|name
        what is|was the|its|their _|new|exact name|url|link|address|date
        what is|was the|its|their _|new|exact time|number|size|licence|license|version
        is|are there a|an|any|some list|link|limit|page|ticket|doc
        is|are there a|an|any|some document|documentation|wiki|howto|patch|branch
        do|does|has|have you|we|anybody|anyone|somebody _|have|got the|a|any list|link|url
        do|does|has|have you|we|anybody|anyone|somebody _|have|got the|a|any number|numbers|figures
        do|does|has|have you|we|anybody _|have|got the|a|any pointer|example|script|patch|copy
        do|does|has|have anyone|somebody|someone _|have|got the|a|any pointer|example
        do|does|has|have anyone|somebody|someone _|have|got the|a|any script|patch|copy
        do|does|has|have you|anybody|anyone|somebody have|got the *
        how do|can|could|would i|we|one find|see|get|join|check|reach|test|try|read
        can|could|would|will|may somebody|someone|anybody _|please post|send|share
        can|could|would|will|may somebody|someone|anybody _|please help|link|point|get
        can|could|would|will|may anyone|you|i|we _|please post|send|share|help|link|point|get
        shall|should|can|may|could i|we _|also help|announce|add|mention|tell
        shall|should|can|may|could i|we _|also document|update|include|inform|write
        will you|the|it|there|this * be|come|bring|join|speak
        is|was it|that|this the|a _|same|new|old one|thing
        do|does|did|will|would|is it|this|that|the * include|included|cover|covered|contain
        is|are the|a|an|my|our|their * included|covered|affected|part
    """,
    de="""
        wann ist|wird|beginnt|startet|kommt|geht *; um wie viel|wieviel uhr; wie lange|spät *
        welcher|welche|welches tag|nacht|uhrzeit
    """,
    fr="à quelle heure; combien de temps; quelle date|heure|nuit; quand aura|commence|est-ce",
    es="cuándo es|será|empieza; a qué hora; cuánto tiempo|dura|tarda",
    it="quando è|sarà|inizia|comincia; a che ora; quanto tempo|dura",
    nl="wanneer is|begint|wordt|komt *; hoe lang|laat *",
    pt="quando é|será|começa; a que horas; quanto tempo",
)
"""Questions that ask for a fact or offer something; any other question may object: "And who
will look after it?".
"""

ASIDE = Phrases(
    en="""
        i|we can|could|would|am|may|shall _|also|gladly|happily|be update|add|help|open
        i|we can|could|would|am|may|shall _|also|gladly|happily|be file|write|announce|tell|send
        i|we can|could|would|am|may|shall _|also|gladly|happily|be post|forward|document|review
        i|we can|could|would|am|may|shall _|also|gladly|happily|be ping|bring|try|note
        i|we can|could|would|am|may|shall _|also|gladly|happily|be translate|clean|volunteer
        i|we can|could|would|am|may|shall _|also|gladly|happily|be available|around|there
        i|we can|could|would _|also|gladly|happily take|host|run|maintain|mirror|lend|give|provide
        i|we can|could|would _|also|gladly|happily offer|look|check|test|print|move|do
        i|we have _|just|already|also updated|added|forwarded|opened|filed
        i|we have _|just|already|also posted|told|informed|announced|documented
        i|we have _|just|already|also prepared|pushed|merged|written|sent
        i|we have _|just|already|also put|pinged|created|translated|fixed|uploaded
        _|just|already|also updated|added|forwarded|opened|filed
        _|just|already|also posted|told|informed|announced|documented
        happy|glad|willing to help|review|test|assist
        then|so|now|finally i|we can _|finally|now|also delete|remove|drop|close|archive|retire
        then|so|now|finally i|we can _|finally|now|also stop|forget|clean|unsubscribe|free|reuse
        let me know; ping me; tell me; just ping|tell|ask|drop
        by the way; btw; off topic; off-topic; ps; p . s; pps; fyi
        on another|unrelated|different|side note|topic
        side note; unrelated
        done|committed|granted|merged|applied|fixed|deployed
        it|this|that is|has|was _|been|now done|committed|granted|merged|applied|fixed|deployed
        _|many thanks|thank|thx|cheers _|you|a|so for|to|lot|much *
        thanks|thank|thx
        unsubscribe; please unsubscribe|remove me|_
        have a|fun *; good luck; best of|wishes luck|_; take care; see you; enjoy *
        an html|non-text attachment was scrubbed; url :
        typo; small|minor|tiny correction|typo|nit|detail
        signed|approved|acked|reviewed|endorsed _|off by the|our|me|us
    """,
)
"""Offers, reports, thanks and asides."""

SETTLED = Phrases(
    en="""
        is|are|am|be|_ _|perfectly|totally|completely|quite|now|all|also fine|ok with|by|for me|us
        is|are|am|be|_ _|perfectly|totally|completely|quite|now|all|also okay|good with|by|for me|us
        works for me|us
        i|we have|see no _|more|further|other|remaining objection|objections|concerns|problem
        no _|more|further|other|remaining objection|objections|concerns from me|us
        that|this|which answers|settles|resolves|clears|addresses my|it|the|that|this|all
        i am|stand convinced|corrected|satisfied|reassured
        please go ahead; go ahead; i no longer mind|object; i do not mind
        i withdraw|retract|drop my|the|this
        never mind; nevermind; false alarm; i was wrong|mistaken; my bad
    """,
)
"""Deeper in the thread, these end the doubt left by the person's earlier answer."""

OFFERING = Phrases(
    en="""
        if|when|whenever you|anybody|anyone|somebody|someone want|wants _|a _|second hand|pair
        if|when|whenever you|anybody|anyone|somebody|someone want|wants _|an _|extra hand|pair
        if you need a|an|any|another|more|_ _|second|extra|helping hand|hands|help|pair|eyes
        if you want|like a|any|another|more|some|_ _|second|extra help|hands|eyes|tester|company
        where|when you|it _|probably|surely|certainly mean|meant|means
    """,
)
"""Offers and slips anywhere in a sentence: "Write to me if you want a second pair of eyes", "It
says May where you mean March".
"""

UNNOTICED = Phrases(
    en="""
        nobody|none|noone _|has|have|had|even|ever _|even noticed|complained|minded|cared|asked .|!
        no one|body|soul _|has|have|had|even|ever _|even noticed|complained|minded|cared|asked .|!
    """,
)
"""The end of a report that ends well: "It was moved in spring, and nobody noticed."."""

DONE_ALREADY = Phrases(
    en="""
        i|we _|have|had|already|also moved|migrated|switched|converted|changed mine|ours|my|our
        _|i|we _|have|also|already did|done|do the|mine|ours same|yesterday|today|last|for|this
        my|our * are|is|were|was|have|has _|already|all|long been|moved|migrated|switched|converted
        my|our * talk|talks|point|points|run|runs|live|lives _|already|all to|on|at the|its new
        the|here|_ _|full|is|are|official release|change|_ notes|changelog|docs|manual * is|are here
    """,
)
"""What the writer has done already, or where something is; harmless in a clause of its own."""

PRAISING = Phrases(
    en="""
        you|she|he are|is a|an|the|my _|real|true|absolute|total hero|heroine|star|legend|gem|best
        you|she|he are|is a|an|the|my _|real|true|absolute|total angel|treasure|saint|champion
        well|nicely|neatly|clearly|beautifully explained|put|thought|spotted|prepared|written
        well|nicely|neatly|clearly|beautifully described|documented|researched|planned
        hats|hat off|tip
    """,
)
"""Praise for somebody's work, which is not a yes yet, and leaves a silence whole."""

INTENDED = Phrases(
    en="""
        i|we _|had|have|did _|also|always|long|once considered|wanted|meant|planned|thought *
        i|we _|had|have|did _|also|always|long|once intended|hoped|started|promised *
        i|we am|are|was|were _|also|always about|going|planning|meaning to
    """,
)
UNSPENT = vocabulary("time energy courage dared managed forgot forgotten round lazy busy")
"""Before and after a "but" these tell of what the writer meant to do as well: "I wanted to do it
myself, but never had the time"."""

CONFESSING = Phrases(
    en="""
        i|we must|should _|also confess|admit|say|apologise|apologize|thank|congratulate
        i _|already|always|usually|mostly|simply|just|had|have _|always deleted|ignored|skipped
        i _|already|always|usually|mostly|simply|just|had|have _|always binned|filtered|muted
        i had|have a _|mail rule|filter *
        i _|had|have _|almost|completely|totally|quite forgot|forgotten
        i never _|even|really read|opened|looked|used|noticed
    """,
)
"""What people own up to about something they do without."""

TURNS = vocabulary("but however although though except unless aber jedoch mais pero ma maar")
"""After one of these comes what somebody really wants to say."""

RELENTING = Phrases(
    en="""
        as soon as; just|only|simply not; as such; for next; in principle|theory
        it|ahead|me|us|fine|ok|okay|good|agreed|that|this _|, after the|we|they|our|that|this|may
    """,
)
"""What takes some of a yes back without a "but"."""

DEMANDING = Phrases(
    en="""
        let us|me; please; make|be sure|certain; can|could|should|would|will we|you|i|it|they
        i|we would|want|wish|hope|insist|ask
    """,
)
"""What a "but" may lead to."""

ASKERS_ABROAD = vocabulary(
    "wer wie warum wieso weshalb pourquoi qui comment quién cómo chi perché waarom hoe quem"
)
"""A question with one of these may object."""

NEGATIVE = vocabulary(
    "not no never nobody none nothing nor neither cannot unable without hardly barely impossible "
    "nowhere lack lacks lacking missing nicht kein keine pas non ne niet"
)

DRAWBACKS = vocabulary(
    "still need needs needed require requires required use uses using depend depends rely relies "
    "break breaks broke broken breaking lose loses losing lost fail fails failing failed risk "
    "risks risky danger dangerous harm harmful problem problems issue issues trouble nervous worry "
    "worries worried afraid fear concern concerns concerned bad worse wrong too slow slower hard "
    "harder difficult expensive wait hold stop postpone delay defer keep keeps leave stay remain "
    "remains until before instead rather prefer preferred prefers unless doubt doubts doubtful "
    "unsure wonder pity sad sadly unfortunately churn unhappy uncomfortable premature early "
    "hasty rushed careful caution warn warning beware why miss only offline outage downtime "
    "privacy illegal forced forces force annoying pain painful confusing violate violates "
    "against oppose object veto reconsider must first unclear stuck suffer later discuss "
    "discussion alternative alternatives"
)
"""Words of need and loss, of waiting and preferring: a statement with one of these is not
an aside.
"""

OBJECTING = Phrases(
    en="""
        why|what|who|whose|how *
        has|have|did|does|do anybody|anyone|somebody|someone|you|we|they *
        is|are|would|will|should|could|can|does|do|did|has|have _|we|you|it|this|that not
        should we; do we need|want|have
        is|are|was it|this|that|they|there _|really any|necessary|needed|required
        is|are|was it|this|that|they|there _|really worth|wise|safe|sure
        could|can|would we|you|i|it|they *
    """,
)
"""Questions that object beside a word of agreement: "Great, and who will maintain it?"."""

SALUTATIONS = vocabulary("hi hello hey dear hallo salut bonjour ciao hola moin servus")
"""A name follows, in any spelling."""

BARE_YES = vocabulary("yes yeah yep yup ja oui sí da . , !")
"""Alone they may mean that there are objections: "Objections?" - "Yes. The robots have no
phone.".
"""

PROMISE = Phrases(en="i|we will _|also|gladly|happily|then")
OWN_WAY = vocabulary("keep use leave stay")
"""After "I will" these are what the writer does then, and ask nobody for anything: "I will keep a
private one for my team"."""
UNDECIDED = vocabulary(
    "ask check look think see have take investigate talk discuss consult find try need not "
    "never lose miss be"
)
"""After "I will" these promise nothing yet, or no help: "I'll have to ask"."""

APPROVING = vocabulary(
    "reasonable sensible fair good great nice fine ok okay alright right perfect excellent "
    "beautiful gorgeous pretty smart clever elegant logical correct useful helpful handy wise "
    "lovely splendid superb terrific wonderful neat brilliant fantastic marvellous awesome "
    "amazing cool super sweet wow deserved overdue welcome deal done granted genau prima super "
    "toll klasse parfait bien vale perfetto bene prima ottimo perfeito"
)
"""In an answer of two or three words, one of these is applause: "Beautiful!", "Fair enough"."""
