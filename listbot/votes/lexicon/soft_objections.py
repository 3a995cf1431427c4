"""Words that lean against a proposal: phrases, plain data, in the notation of
`matching.py`.

They count only in an answer to the opening, because deeper in a thread they are mostly
about the remark above. Soft words and questions raise a doubt, and we ask the writer.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

NO_LEANING = Phrases(
    en="""
        i|we do not agree
        i|we would not agree|recommend|advise
        i|we am|are not * happy|comfortable|pleased|satisfied|ok|fine
        i|we am|are * unhappy|uncomfortable|dissatisfied|worried|alarmed|appalled
        i|we am|are * reluctant|sad|sorry to|that|about
        i|we would be * reluctant|sad|sorry|unhappy|disappointed|against
        i|we have _|some|serious|grave|real|major|strong|many|several concerns|worries
        i|we have _|some|serious|grave|real|major|strong|many|several misgivings|problems
        i|we see _|a|some|many|big|serious problem|problems|risks
        i|we have _|got _|a|some _|big|serious|real|huge problem|problems|trouble|issue|issues with
        this|that|it is not ok|fine|right|acceptable|good|wise
        do not remove|drop|delete|touch|change|merge|close
        do not kill|move|retire|disable|break|rename|switch
        i|we see|have no _|real|good reason to|for
        i|we see no _|real benefit|need|point|advantage|use|value
        there is no|little _|real|good reason|need|point to|for|in
        i|we want|need it|this|them|that to stay|remain|live
        hold on; wait; stop
        not now|yet|before|until|unless|without|so
        it would be a _|great shame|pity|loss|waste
        this|that|it _|would|will|is|seems|looks * mistake
        this|that|it makes * worse|harder|impossible|difficult|slower|unusable
        this|that|it will|would make * worse|harder|impossible|difficult|slower|unusable
        no go|no-go
        not so fast
        i|we _|would|think|suggest|propose|prefer|rather _|we|to|that _|should wait|postpone
        i|we _|would|think|suggest|propose|prefer|rather _|we|to|that _|should delay|defer
        we|you should|must|can|could|need _|to not|wait|postpone|reconsider
        this|that|it is|seems|feels|looks|sounds _|to _|me _|way|far|much|a _|bit|little too
        this|that|it is|seems|feels|looks|sounds * premature|risky|dangerous|drastic|hasty
        too|rather early|soon|risky|dangerous
        let us not|wait|keep|leave|stay|stick|release
        i|we would|much rather|sooner not|keep|leave|we|have|to|that|it|if|you|stay|stick|wait|see
        i|we would|much prefer not|keep|leave|we|that|it|if|you|this
        i|we would|much prefer|like|want to keep|leave|wait|stay|stick|retain|avoid|not
        i|we would prefer|like|want it|this|that|to _|see|not kept|stay|not
        i|we would like to see * kept|stay|remain|maintained
        i|we prefer|want|wish|need _|to keep|leave|stay|stick|wait
        i|we prefer|want|wish|need keeping|leaving|staying|sticking|waiting
        we|you|they should|must|ought|have|need _|to keep|leave|retain|stay|stick|avoid
        i|we think|believe|feel we|this|it|that should|is|would _|be keep|leave|wrong|bad
        i|we think|believe|feel we|this|it|that should|is|would _|be harmful|unwise|not|stay|wait
        i|we do not think|believe|feel _|that _|we|this|it|that|you|they|there|the should|is|are
        i|we do not think|believe|feel _|that _|we|this|it|that|you|they|there|the needs|makes|will
        i|we do not think|believe|feel _|that _|we|this|it|that|you|they|there|the would|can
        i|we do not think|believe|feel _|that _|we|this|it|that|you|they|there|the could|ought|helps
        i|we do not think|believe|feel _|that * should|is|are _|a|the|such|very good|wise|right
        i|we do not think|believe|feel _|that * should|is|are _|a|the|such|very ready|needed|worth
        i|we do not think so
        i|we do not want|like|see|understand|get|buy|trust|favour
        i|we fail to see
        i|we dislike|loathe|regret|deplore
        i|we hate this|that|the|to
        i|we would not * want|like|do|remove|touch|change|merge|use|go|be
        i|we would hate|object|avoid
        i|we _|would|still want|like|wish|prefer to _|keep|continue|go use|using|on|to
        stick|stay with|to the|what
        this|that|it|which is|would|will _|be|like|to _|a|be _|very|pretty|rather wrong|mistake
        this|that|it|which might|seems _|be|like|to _|a|be _|very|pretty|rather wrong|mistake
        this|that|it|which looks|sounds _|be|like|to _|a|be _|very|pretty|rather wrong|mistake
        this|that|it|which is|would|will _|be|to _|be _|very|rather unwise|overkill|harmful
        this|that|it|which might|seems _|be|to _|be _|very|rather unwise|overkill|harmful
        this|that|it|which looks|sounds _|be|to _|be _|very|rather unwise|overkill|harmful
        this|that|it is|would|seems|looks _|be * counterproductive|short-sighted|ill-advised
        this|that|it is|would|seems|looks _|be * insane|absurd|nonsense
        _|a|such|very bad|terrible|horrible|awful|poor|lousy idea|plan|move|timing
        _|that|this|it _|is|seems|looks|sounds not _|such|exactly _|a|the good|great idea|plan
        _|that|this|it _|is|seems|looks|sounds not _|such|exactly _|a|the good|great move|time
        _|that|this|it _|is|seems|looks|sounds not _|such|exactly _|a|the best|right idea|plan
        _|that|this|it _|is|seems|looks|sounds not _|such|exactly _|a|the best|right move|time
        does not seem|look|sound|feel _|very|right feasible|right|ready|wise|good
        this|that|it|which|change|proposal|removal breaks|hurts|harms|kills|ruins|destroys
        this|that|it|which will|would|is|can|might|could _|going|likely _|to break|hurt|harm
        this|that|it|which will|would|is|can|might|could _|going|likely _|to kill|ruin|cause|cost
        you|we _|would _|will|would|are _|only|just _|going _|to break|lose|regret|hurt
        you|we _|would _|will|would|are _|only|just _|going _|to harm|alienate|annoy|exclude
        you|we _|would _|will|would|are _|only|just _|going _|to punish|confuse|upset
        you|we _|would _|will|would|are _|only|just _|going _|to cripple|abandon|force
        i|we|they|people _|of _|people|users|sites|hosts still use|need|want|run|depend|rely|like
        many|most|some|lots _|of _|people|users|sites|hosts still use|need|want|run|depend|rely|like
        i|we _|do|also|all use it|this|them|these|that
        i|we _|do|also|all|currently need|depend|rely it|this|on|them|upon|that
        i|we use * every|daily|all
        it would be nice|good|great|better to|if * keep|kept|stayed|maintained|stay|remained
        it would be better not to|if
        would be nice to have * maintained
        rather not
        speaking up; here i speak|shout|yell
        _|please give|allow me|us|them|people|everybody until|till|time|more|some
        _|please give|allow them|people|everybody a|another|at|two|three
        i|we am|are not going|willing|prepared to agree|support|accept|use
        i|we am|are not going|willing|prepared to create|move|sign|pay|maintain
        this|that|it is not something|how we|i|you|one
        this|that|which is|was|seems|looks|feels|sounds * regression|disservice|setback
        this|that|which is|was|seems|looks|feels|sounds * nightmare|disaster|mess|shame
        this|that|which is|was|seems|looks|feels|sounds * unfair|ridiculous|silly
        this|that|which is|was|seems|looks|feels|sounds * stupid|unreasonable|irresponsible|reckless
        this|that|which is|was|seems|looks|feels|sounds * backwards|unsafe|insecure
        this|that|which is|was|seems|looks|feels|sounds * illegal|problematic|questionable|dubious
        this|that|which is|was|seems|looks|feels|sounds * unnecessary|useless|pointless
        this|that|which is|was|seems|looks|feels|sounds * showstopper|deal-breaker|non-starter
        this|that|it|which would|will be * regression|disservice|setback|nightmare|disaster
        this|that|it|which would|will be * mess|shame|pain|burden|hassle
        this|that|it|which would|will be * unfair|unreasonable|problematic|confusing
        this|that|it|which would|will be * unhelpful|disruptive|painful|unnecessary
        this|that|it|which is|was|would|sets _|be _|a|an|the bad|terrible precedent|sign|signal
        this|that|it|which is|was|would|sets _|be _|a|an|the dangerous|wrong precedent|sign|signal
        this|that|it|which is|was|would|sets _|be _|a|an|the bad|terrible time|moment|week
        this|that|it|which is|was|would|sets _|be _|a|an|the dangerous|wrong time|moment|week
        this|that|it is|goes|takes _|going|it _|way|much|bit too far
        this|that|which|proposal|change contradicts|violates|ignores|conflicts
        this|that|which|proposal|change defeats|undermines|bypasses|duplicates
        this|that|it|which|proposal|change goes|go against
        i|we find this|that|it|the * unacceptable|wrong|bad|strange
        i|we find this|that|it|the * odd|unfair|ridiculous|disturbing|problematic
        i|we do not feel * comfortable|good|right|ready|well
        i|we can not say _|that i|we like|agree|love|support|approve
        we|it|this|that|things is|are not * ready|mature|stable|there
        not this|next week|month|year|weekend|time|way|release
        not today|tomorrow|tonight; not on a|an|the|friday|monday; not like this
        not in this|the|its _|current form|state|way
        let us please not
        hold your horses; hang on; wait a|just minute|second|moment|a|_; whoa
        was|were never _|really discussed|agreed|asked|announced|consulted
        there was|is|has _|been no|never|not _|a|any consensus|agreement|discussion
        this|that|it _|still needs|requires more|further|some|much discussion|debate|thought
        this|that|it _|still deserves|wants more|further|some|much discussion|debate|thought
        this|that|it _|still needs|requires proper|wider|broader|a discussion|debate|thought
        this|that|it _|still deserves|wants proper|wider|broader|a discussion|debate|thought
        this|that|it _|still needs|requires|deserves|wants more|further|some work|testing
        this|that|it _|still needs|requires|deserves|wants much|a|proper work|testing
        this|that|it _|still needs|requires more|further|some review|consideration|time
        this|that|it _|still deserves|wants more|further|some review|consideration|time
        this|that|it _|still needs|requires|deserves|wants much|a|proper review|consideration|time
        was a|an|such _|complete|total|real disaster|failure|mess|nightmare|catastrophe
        i would _|just|still|simply keep|leave|retain the|it|this|that|things
        i would _|just|still|simply keep|leave|retain our|both|them|all|everything
        i would _|just|still|simply stick|stay|wait
        i|we prefer|want|like _|to|keeping|keep the status quo
        the status quo is|works|seems
        _|please|let|we should|can|us|_ _|please slow down
        let us not|please rush|hurry
        i|we do mind; i mind .|!|,
        we|you should|must|need|have _|to pull|cancel|respin|re-roll this|the|that|it
        we|you should|must|need|have _|to reroll|redo|abort|halt this|the|that|it
        we|you should|must|need|have _|to restart this|the|that vote|process|procedure|discussion
        is|are|_ not worth the|it
        what a bad|terrible|shame|pity
        i|we would|will miss it|this|that|the
        think again; do not do it|this|that
        i|we beg|have|_ to differ
    """,
)
"""Against in an answer to the opening, if a clause starts with it."""

NO_ANYWHERE = Phrases(
    en="""
        is a no-go; is a no go
        should|must|ought|needs|need|has _|to _|really|definitely stay|remain
        should|must be kept|retained|left
        should|must have been discussed|announced|asked|proposed
        should|must have been brought|raised|voted|reviewed|tested
        the wrong direction|approach|tool|solution|moment
        is|are|seems|be the wrong way|time|move|place|step
        seems|looks|sounds|feels|is|be _|like _|a _|bit|little overkill|excessive
        should|must|ought|needs|need|has _|to be cancelled|canceled|stopped|aborted
        should|must|ought|needs|need|has _|to be halted|restarted|respun|redone
        should|must|ought|needs|need|has _|to be postponed|delayed|deferred
        should|must|ought|needs|need|has _|to be reverted|rejected|reconsidered|rerolled
        is|was|would|are|seems|sounds|looks _|be|like a|an _|very|really mistake|error
        is|was|would _|be|like a|_ _|very|really bad|terrible|horrible idea|ideas|move
        are|seems|sounds|looks _|be|like a|_ _|very|really bad|terrible|horrible idea|ideas|move
        is|was|would _|be|like a|_ _|very|really awful|poor|dreadful idea|ideas|move
        are|seems|sounds|looks _|be|like a|_ _|very|really awful|poor|dreadful idea|ideas|move
        is|are not a|such|the good|great|right idea|move|time|moment
        prone to error|errors
        error-prone; error prone
        leave it|this|things|them|everything _|just as|alone _|it|they|is|_ _|is|are
        would be wrong|unwise|premature|disastrous
        is|seems|feels|looks _|way|far|much too early|soon|risky|dangerous
        is premature
        makes no|little sense
        does|do not make _|any|much sense
        does not seem|look|sound feasible|right|wise
        is not feasible|wise|ready
        needs|need|has|have|must|should _|to be fixed|solved|addressed first|before
        needs|need|has|have|must|should _|to be resolved|tested|clarified first|before
        send|sends|sending|is the wrong message|signal
        could not|hardly be _|any worse
        is|be a _|big|huge|real|clear step|leap back|backwards|backward
        outweigh|outweighs the|any|its|all benefits|benefit|gain|gains|advantages|advantage
        nobody|none _|of|here _|us was|were|has|have _|been|ever asked|consulted|agreed|informed
        make|makes|making my|our|their|everybody's|people's life|lives harder|hard|miserable
        make|makes|making my|our|their|everybody's|people's life|lives difficult|hell|as|a
        i|we can|could|will|would not agree|consent to|with
        does|do|will|would not allow|permit it|this|that|us
        is|are not allowed|permitted|legal
        is a step back|backwards|backward
        is|are unacceptable
        would|will break
        is|are still in|being|widely|heavily|used|needed|required
        still in use
        will|would cause _|more|a|big|lots|serious|only|real _|of problems|trouble|harm
        will|would cause _|more|a|big|lots|serious|only|real _|of breakage|outages|problem
        does more harm than good
        better leave|left|not|off alone|it|as|_
        depend|depends|rely|relies on it|this|that|them|these
        still need|needs|use|uses|require|requires it|this|that|them|these|those|the
        still depend|depends|rely|relies
        i _|really hate this
        solution looking|in for|search a|of _|a problem
        can of worms; slippery slope; waste of time|effort|money|resources|everybody's|everyone's
        it|which is not broken; reinvent|reinventing|reinvents the wheel
        for _|very no|little|nothing _|real|good gain|benefit|reason|advantage|return
        still has|have * users
        throw|throwing|throws _|out|away the baby
    """,
)
"""Against in an answer to the opening, anywhere in it: said about the thing proposed."""

NO_SOFT = Phrases(
    en="""
        i|we am|are not * convinced|persuaded|fond|enthusiastic|sold
        not _|so|yet|quite|too convinced|persuaded|sold|enthusiastic|thrilled
        i|we am|are not * sure|certain _|that|if|whether this|that|it|we|i
        not sure _|that|if|whether we|i
        not sure|certain|convinced _|that|if|whether this|that|it is|makes|would|will|should
        we|you _|will|would|still|first have|need _|to _|first distinguish|differentiate|discuss
        we|you _|will|would|still|first have|need _|to _|first talk|consider|clarify
        it|that|this _|all depends _|on
        i|we am|are * skeptical|sceptical|hesitant|concerned|afraid|wary
        i|we am|are * uneasy|nervous|torn|undecided|cautious|doubtful
        i|we remain|feel|would * unconvinced|skeptical|sceptical|hesitant
        i|we remain|feel|would * wary|uneasy|nervous|undecided|cautious
        i|we have|got * doubts|doubt|reservations|reservation|qualms
        i|we have|got * worries|worry|misgivings|concern|questions
        i|we would prefer|rather
        not a _|big|huge|great fan
        i|we am|are not * fan
        i|we am|are|feel|would * tempted|inclined to _|say|vote no|against|object|oppose
        i|we see|expect more risk|harm|trouble|cost|work|pain|loss than
        mild|slight|minor objection|objections
        _|my|the|one only|main|slight|biggest objection|concern|worry|problem|question is
        my objection|concern|worry|problem|question is
        one concern|objection|problem|worry
        i|we question|doubt this|that|the|it|whether|if|we
        is|are it|this|that|they really|truly necessary|needed|worth|wise
        what is wrong with
        i|we would like _|some|to|more|first discussion|discuss
        can|could|may we discuss|talk|wait|please
        not yet
        i|we _|would|should want|like|need _|to _|some|more think|sleep|time
        i|we have to think|sleep
        _|please|just give|allow|grant me|us * day|days|hour|hours|moment|night
        _|please|just give|allow|grant me|us * week|weeks|month|months|weekend
        i|we would _|first want|need to _|first see|know|understand|hear
        i|we do not see|know|understand how|why|what
        i|we fear
        with a|some|great|heavy reluctance|hesitation|heart
        _|not|sorry to be|play|sound a|the|like _|a|the spoilsport|killjoy
        _|not|sorry to be|play|sound a|the|like _|a|the devil's|naysayer|contrarian
        i|we _|have|already|once tried this|that|it
        is|are _|also|actively|heavily|widely|currently used|needed|required by
        reluctantly|grudgingly
        _|they|users|people|we have|with _|them|us|people|users no way to|of|out|forward
        _|they|users|people|we leaves|leaving|is _|them|us|people|users no way to|of|out|forward
        they|users|people|many|some|we|customers _|simply can not upgrade|migrate|switch|follow
    """,
)
"""May be against: we ask the writer."""

NOS = vocabulary("no nope nah not nein nee non nej nie ne нет não")
"""As a whole statement it may answer the proposal, or a question in it ("Any objections?"):
we ask the writer.
"""

SPLIT_YES = Phrases(
    en="yes|yea|yep|aye|ok|fine|good|agreed to|on|for|with; i am * for|in; in favour of"
)
SPLIT_NO = Phrases(
    en="no|nay|nope to|on|for; not ok|fine|good|agreed|so _|good to|on|for|with; against *"
)
"""Both in one statement: for one part of the proposal and against another."""

ASKING = Phrases(
    en="""
        is|are|will|would|does|do|should|can _|we|it|this|that not
        should we
        what|how about
        why not|remove|is|are|change|bother
        why do|would|should we|they|anyone|this|that|not
        why ?
        is|are it|this|that|they necessary|needed|required|worth|wise|sensible
        do we need|want it|this|that|to
        can|could we|you _|please not|wait|hold|keep|leave|postpone
        what is wrong with
        do|must we _|really have _|to|this _|do _|it|this|that ?
        why|what is|the|such _|the|all _|a|big|sudden rush|hurry|haste|urgency
        what problem|problems does|do|would
        what is|would _|be the point|benefit|gain|advantage
        what do|would|will we|you|they|i _|actually|really|even gain|win
        could|can|should|would not we|you|it|this|that
        can|could|may this|that|it|we _|please|not _|please wait|be|hold
        has|have anybody|anyone|somebody|someone|you|we _|even|ever thought|considered
    """,
)
"""A question that starts like this, by itself or after a "but", objects softly: "But isn't
zip ...?", "How about ...?".
"""

FINE = Phrases(
    en="""
        i|we do not think|believe _|there|it _|is|will|be _|a|any|much problem|problems|harm
        i|we do not think|believe this|any|a _|is|will|be _|a|any|much problem|problems|harm
        i|we do not see|expect|have _|there|it _|is|will|be _|a|any|much problem|problems|harm
        i|we do not see|expect|have this|any|a _|is|will|be _|a|any|much problem|problems|harm
        i|we do not think|believe _|there|it|this|any|a _|is|will|be _|a|any|much issue|issues|risk
        i|we do not see|expect|have _|there|it _|is|will|be _|a|any|much issue|issues|risk
        i|we do not see|expect|have this|any|a _|is|will|be _|a|any|much issue|issues|risk
        i|we do not think|believe _|there|it|this|any|a _|is|will|be _|a|any|much downside|downsides
        i|we do not see|expect|have _|there|it _|is|will|be _|a|any|much downside|downsides
        i|we do not see|expect|have this|any|a _|is|will|be _|a|any|much downside|downsides
        i|we do not think|believe _|there|it _|is|will|be _|a|any|much objections|concerns
        i|we do not think|believe this|any|a _|is|will|be _|a|any|much objections|concerns
        i|we do not see|expect|have _|there|it _|is|will|be _|a|any|much objections|concerns
        i|we do not see|expect|have this|any|a _|is|will|be _|a|any|much objections|concerns
        i|we do not|can not see|find|have|know _|of _|any|a|anything|nothing|why wrong|not
        i|we do not|can not see|find _|of _|any|a|anything|nothing|why objection|reason|against
        i|we do not|can not have|know _|of _|any|a|anything|nothing|why objection|reason|against
        i|we do not think anyone|anybody _|will|would|should|need _|to|be|even mind|object|worry
        i|we do not think we|you _|will|would|should|need _|to|be|even mind|object|worry
        i|we do not think anyone|anybody _|will|would|should|need _|to|be|even vote|ask|discuss
        i|we do not think we|you _|will|would|should|need _|to|be|even vote|ask|discuss
        i|we do not think it|this|that will|would|needs|can|is _|to|a|be|any hurt|matter
        i|we do not think it|this|that will|would|needs|can|is _|to|a|be|any controversial|vote
        i|we do not want to block|stop|stand|delay|hold|object|be|argue|bikeshed|start|sound
        i|we do not mind|object|care
        i|we can|could not agree more
        i|we have|see no _|real|big|major problem|problems|objection|objections|issue
        i|we have|see no _|real|big|major issues|harm|downside|risk|concerns
        i|we see no reason not
        i|we am|are not * against|opposed
        i|we do not feel strongly
        nothing against
        this|that|it does|will|would not hurt|harm|break|cost
        i|we would not mind|object
        i|we do not see _|any reason|why _|to not|object|keep
        we should not * wait|hesitate|delay|forget
        you|we should|do not need|have to
        no objection|objections|concerns|problem
        i|we do not think|believe anyone|anybody _|here|really _|still|even uses|use
        i|we do not think|believe anyone|anybody still|would|will _|still|even uses|use
        i|we do not think|believe anyone|anybody _|here|really _|still|even needs|need
        i|we do not think|believe anyone|anybody still|would|will _|still|even needs|need
        i|we do not think|believe somebody|many|people _|here|really _|still|even uses|use
        i|we do not think|believe somebody|many|people still|would|will _|still|even uses|use
        i|we do not think|believe somebody|many|people _|here|really _|still|even needs|need
        i|we do not think|believe somebody|many|people still|would|will _|still|even needs|need
        i|we do not think|believe anyone|anybody _|here|really|still|would|will miss|misses
        i|we do not think|believe anyone|anybody _|here|really|still|would|will cares|minds
        i|we do not think|believe somebody|many|people _|here|really|still|would|will miss|misses
        i|we do not think|believe somebody|many|people _|here|really|still|would|will cares|minds
        i|we have nothing against
        not that i|we am|are|would|do|have _|in|any against|opposed|mind|object|objections
        _|i|we _|may|might|can|could|will|must|should|have _|to|just agree to disagree
    """,
)
"""No objection, in words that sound like one: "I don't think there is any problem with it"."""
