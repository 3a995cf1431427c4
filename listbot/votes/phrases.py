"""Votes in words: the phrases that agree, abstain, object or take back, by language. Plain data.

Phrases are folded as `tokens.py` folds words and matched by `matching.py`; `*` stands for at most three words. Phrases
for a yes are tried where a statement or a clause starts, phrases against at the start of every clause, because a missed
objection is the worst error there is; the soft ones only raise a doubt.
"""

from listbot.votes.matching import Phrases
from listbot.votes.words import vocabulary

YES_ALONE = Phrases(
    en=(
        "agree; agreed; i agree; we agree; i concur; concur; aye; yes; yes please; ack; acked; acked by *; "
        "lgtm; indeed; seconded; i second; i second this; i second that; second; support; supported; i "
        "support; approve; approved; i approve; in favour; i am in favour; all in favour; go ahead; please go "
        "ahead; go for it; sounds good; looks good; do it; but do it; ship it; make it so; me too; sure; no "
        "objection; no objections; none from me; count me in; i am for it; i am for this; i am all for it; i "
        "am all for this; fine; i am fine; works for me; it works for me; absolutely; i am in; good idea; "
        "excellent idea; great idea; i like it; love it; i would like that; plus one; plus 1; a plus one; "
        "feel free; please feel free; i do not object; i have no objection; i have no objections; i do not "
        "mind; not at all"
    ),
    de=(
        "ja; einverstanden; bin dafür; ich bin dafür; dafür; stimme zu; ich stimme zu; passt; passt für mich; "
        "keine einwände; gerne"
    ),
    fr=(
        "oui; d'accord; je suis d'accord; tout à fait d'accord; pour; je suis pour; pas d'objection; aucune "
        "objection"
    ),
    es="sí; de acuerdo; estoy de acuerdo; a favor; sin objeciones",
    it="d'accordo; sono d'accordo; favorevole; nessuna obiezione",
    nl="akkoord; mee eens; helemaal mee eens; voor; geen bezwaar",
    pt="concordo; de acordo; a favor; sem objeções",
    ru="согласен; согласна; за; поддерживаю; не возражаю",
    cs="souhlasím; jsem pro; bez námitek",
    pl="zgoda; zgadzam się; popieram; jestem za",
    sv="jag håller med; håller med; ja tack; instämmer",
    da="enig; jeg er enig; ingen indvendinger",
    ja="賛成; 賛成です; 同意; 同意します; 異議なし",
    zh="同意; 赞成; 支持; 没意见",
)
"""Yes, where the whole statement is nothing else ("Indeed!"); openers and "from me" apart."""

YES_OPEN = Phrases(
    en=(
        "i agree with this proposal; i agree with the proposal; i agree with the change; i agree with the "
        "idea; i agree that we should; i am * in favour of; i am in favour; i am for *; i am all for; we are "
        "in favour of; in favour of; i support; i * support this; i fully support; no objection from; no "
        "objections from; no objection to; no objections to; no objection here; no objections here; i have no "
        "objection; i have no objections; i have no concerns; i have no problem with; i have no issue with; "
        "no problem with; i am * ok with; i am * fine with; i am * happy with; i am * happy to see; i am * "
        "comfortable with; ok with me; ok for me; ok by me; ok for; fine with me; fine by me; fine for me; is "
        "fine with me; is fine by me; would be fine with me; would be fine by me; is ok with me; this would "
        "be fine; this is fine; sounds good to me; sounds great to me; sounds like a good idea; sounds fine "
        "to me; sounds ok to me; sounds reasonable to me; sounds fair; looks good to me; looks fine to me; "
        "looks ok to me; seems fine to me; seems good to me; seems reasonable to me; works for me; it works * "
        "for me; works well for me; i second the motion; i second the proposal; i vote for; i vote in favour; "
        "i vote yes; my vote is for; my vote goes to; my vote is yes; i also vote for; i vote; i would vote "
        "for; i would vote yes; ack for; ack on; please go ahead; feel free to go; please feel free to; feel "
        "free to commit; feel free to move; feel free to merge; count me in; i approve; i am with; i would "
        "appreciate it; i think it is a good idea; i think it is a great idea; i think this is a good idea; i "
        "think that is a good idea; that is a good idea; this is a good idea; i am open to; i would opt to; "
        "would definitely support; i would support; i would be happy to see; please do it; i would love to "
        "see this; i am definitely in favour; plus one; plus 1; yes please; great idea; good idea; excellent "
        "idea; thumbs up; you have my; i welcome; i endorse; i * endorse; seconded; consider this a yes; i am "
        "positive; is ok; are ok; i think * is better"
    ),
    de="ich bin dafür; ich stimme dem; ich stimme für; bin einverstanden; von mir aus gerne",
    fr="je suis pour; je suis d'accord; je vote pour; ça me va",
    es="me parece bien; estoy a favor; voto a favor",
    it="sono favorevole; voto a favore",
    nl="ik ben voor; lijkt me goed",
    pt="sou a favor; voto a favor",
)
"""Yes, where a clause starts with it."""

YES_FIRM = Phrases(
    en=(
        "i am in favour of; i am * in favour of; i am all in favour; i am for giving; i am for removing; i am "
        "for adding; i am for moving; i am for keeping it simple; i am for the; i am for this; i support "
        "this; i support the; i * support this proposal; i vote for; i also vote for; i vote in favour; i "
        "vote yes; i vote we; my vote is for; my vote goes to; my vote is yes; i would vote for; i would vote "
        "yes; i second the motion; i second the proposal; i second this; i approve; no objections from me; no "
        "objection from me; count me in; please add me to the"
    ),
)
"""Yes anywhere in a thread, where a clause starts with it."""

YES_ANYWHERE = Phrases(
    en=(
        "is ok; is fine with me; is fine by me; would be fine with me; would be fine by me; sounds better; "
        "sounds sane; a positive direction; would be great; would be very welcome; is a good idea; is a great "
        "idea; would opt; this makes sense; it makes sense; that makes sense; this makes a lot of sense; it "
        "makes a lot of sense; that makes a lot of sense; makes sense to me; this is better; that is better; "
        "this could be useful; it could be useful; that could be useful; this would be useful; it would be "
        "useful; that would be useful"
    ),
)
"""Yes in an answer to the opening, wherever it stands."""

ABSTAIN = Phrases(
    en=(
        "abstain; i abstain; i * abstain; abstaining; i am abstaining; i am neutral; neutral; no opinion; i "
        "have no opinion; i have no strong opinion; i am on the fence; i do not have a strong opinion; i have "
        "no preference; no preference; i do not care either way; indifferent; i am indifferent"
    ),
    de="enthaltung; ich enthalte mich",
    fr="abstention; je m'abstiens",
    es="abstención; me abstengo",
    it="mi astengo",
    nl="ik onthoud mij",
    pt="abstenho-me",
    ru="воздерживаюсь",
    cs="zdržuji se",
    pl="wstrzymuję się",
    sv="jag avstår",
    da="jeg afstår",
)
"""Neither, where a statement starts with it."""

NO_FIRM = Phrases(
    en=(
        "minus one; a minus one; a big minus one; i am * opposed; i am opposed; we are opposed; i * oppose; i "
        "oppose; i strongly object; i * object; i object; i am * against; i am against; we are against; "
        "strongly against; i vote against; i vote no; my vote is no; my vote is against; i would vote "
        "against; i would vote no; i * disagree; i disagree; disagree; disagreed; strongly disagree; opposed; "
        "i can not agree; i can not support; i do not support; i would not support; i will not support; i can "
        "not approve; i do not approve; not keen on; i am not keen; i am not * in favour; i am not in favour; "
        "not in favour of; i veto; veto; vetoed; i have to veto; i would veto; consider this a veto; consider "
        "this a yell; please let us release; please let us keep; please let us stick; please let us leave; "
        "please let us not; consider this an objection; consider this my objection; consider this a no; "
        "consider this a strong objection; consider this my veto; yell; i yell; this is an objection; i have "
        "an objection; i have objections; i have a * objection; i have * objections; nak; nack; nacked by *; "
        "thumbs down; count me against; no from me; a no from me; it is a no; no way; over my dead body; hell "
        "no; nope from me; i would * like to hold off; i would like to hold off; let us hold off; please hold "
        "off; hold off on; please wait; please stop; please hold; please revert; in favour of keeping; i am * "
        "in favour of keeping; i am in favour of keeping; in favour of leaving; please stick to; i am still * "
        "against; still against"
    ),
    de=(
        "ich bin dagegen; bin dagegen; dagegen; ich lehne; einspruch; ich widerspreche; ich bin nicht "
        "einverstanden; nicht einverstanden"
    ),
    fr="je suis contre; contre; je m'oppose; pas d'accord; je ne suis pas d'accord",
    es="en contra; estoy en contra; no estoy de acuerdo; me opongo",
    it="contrario; sono contrario; non sono d'accordo; mi oppongo",
    nl="tegen; ik ben tegen; niet mee eens",
    pt="sou contra; discordo; não concordo",
    ru="против; я против; не согласен; возражаю",
    cs="jsem proti; nesouhlasím",
    pl="sprzeciw; jestem przeciw; nie zgadzam się",
    sv="emot; jag är emot; jag motsätter mig",
    da="imod; jeg er imod",
    ja="反対; 反対です",
    zh="反对; 不同意",
)
"""Against, where a clause starts with it."""

NO_LEANING = Phrases(
    en=(
        "i do not agree with this; i do not agree with the; i am * unhappy with; i am not happy with; i am "
        "not happy about; i am not * comfortable with; i am not comfortable; i have * concerns; i have "
        "concerns; i have serious concerns; no go; let us wait; i think we should wait; we should wait; i "
        "would rather wait; i would prefer to wait; i suggest we wait; not so fast; it is too early; too "
        "early; this is premature; it is premature; let us not; i would rather not; i would rather keep; i "
        "would rather we; i would rather have; i would prefer not; i would prefer to keep; i would prefer "
        "that we keep; i would prefer if we did not; i would prefer we did not; i would prefer we keep; i "
        "prefer to keep; i prefer keeping; i want to keep; i would like to keep; i would like to see * kept; "
        "we should keep; we should not; we must not; i think we should keep; i think we should not; i do not "
        "think we should; i do not think this should; i do not think it should; i do not think that we "
        "should; i do not think * is a good; i do not think * is wise; i do not think this is; i do not want "
        "this; i do not want to lose; i do not want * to go; i do not want to put; i do not want; i do not "
        "like this; i do not like the idea; i do not like that; i really do not like; i dislike; i hate this; "
        "i would be reluctant; i am reluctant; i would not want; i would not like; i would hate; i am * "
        "worried; stick to the; please let us; it would be wrong; it would be a mistake; this would be a "
        "mistake; this would be wrong; a bad idea; not a good idea; bad idea; terrible idea; this is wrong; "
        "does not seem feasible; it would be nice to have * maintained; it would be nice to keep; would be "
        "nice to have * maintained; i use it; we still use; we still need; i still need; i still use; we need "
        "this; i depend on; we depend on; i rely on; we rely on; this breaks; this will break; this would "
        "break; that would break; it would break; that breaks; it will break; let us keep; let us leave; let "
        "us stay; let us stick; let us release; i want to use; i still want; i would vote to keep; rather "
        "not; i would like to use"
    ),
)
"""Against in an answer to the opening; deeper in a thread such words are mostly about the remark above them."""

NO_VERDICT = Phrases(
    en=(
        "is a no-go; is a no go; is unacceptable; are unacceptable; is not acceptable; is out of the question; "
        "over my dead body"
    )
)
"""Against anywhere in a thread, wherever it stands."""

NO_ANYWHERE = Phrases(
    en=(
        "is a no-go; is a no go; should stay; should remain; must stay; must remain; is a mistake; is a bad "
        "idea; is not a good idea; is a terrible idea; would be a bad idea; is still in use; are a bad idea; "
        "prone to error; error prone; error-prone; leave it as it is; would be wrong; is too early; is "
        "premature; makes no sense; does not make sense; does not seem feasible; is not feasible; is a step "
        "back; is a step backwards; is unacceptable; are unacceptable; would break; will break"
    ),
)
"""Against in an answer to the opening, wherever it stands: what is said of the thing proposed."""

NO_SOFT = Phrases(
    en=(
        "i am not sure we should; we have to distinguish; we have to differentiate; we will have to "
        "differentiate; we need to distinguish; it depends on; i am not sure this; i am not sure that; i am "
        "not convinced; i am not * convinced; not convinced; i am skeptical; i am sceptical; i would be "
        "skeptical; i have doubts; i have my doubts; i have reservations; i have some reservations; i am "
        "hesitant; i am concerned; i am a little afraid; i would prefer; i would rather; i am afraid; not a "
        "fan; i am not a fan; i am not a big fan; i am not * a fan; i am not * fond; i am wary; i am uneasy; "
        "mild objection; my objection is; my only objection; i question; is it really necessary; is this "
        "really necessary; why not keep; why remove; why not just; why do we need; what is wrong with; i "
        "would like some discussion; i would like to discuss; can we discuss; not yet; i have a concern; one "
        "concern"
    ),
)
"""May be against: the writer is asked."""

YIELDING = Phrases(
    en=(
        "i defer; i will defer; i would defer; i am not going to veto; not going to veto; will not veto; i "
        "will not block; would not block; not going to block; i will not stand in the way; not stand in the "
        "way; i can live with; i could live with; i will live with; i am willing to; do not let me stop; feel "
        "free to ignore; feel free to overrule; not a blocker; not blocking; but go ahead; but do it anyway; "
        "i do not feel strongly; no strong feelings; i will not insist; i am not saying i disagree; i do not "
        "insist; overrule me; i may be wrong; just my opinion"
    ),
)
"""Said with a dissent in words, they take it half back."""

REMARK = Phrases(
    en=(
        "good catch; nice catch; good point; nice one; well said; well put; what he said; what she said; good "
        "thinking; good question; fair point; thanks for the hint; thanks for pointing"
    ),
)
"""Praise of what somebody said: a +1 beside it, deep in a thread, is for that."""

FORBIDDING = Phrases(
    en="please do not; please never; please can we not; can we please not; pls do not", de="bitte nicht"
)
"""Against, unless the verb behind it is one of courtesy."""
KEEPING = Phrases(
    en="please keep; please leave; please let us keep; please let us leave; please retain; please hold on to"
)
"""Against, unless what is to be kept is a matter of the discussion: "please keep in mind"."""
KEPT = vocabulary(
    "in posted us me up an discussion discussions replies this cc going your voting short civil calm it"
)
"""Behind "please keep" these object to nothing."""
HARMLESS = vocabulary(
    "hesitate forget take worry feel reply top-post shoot misunderstand get quote cc confuse wait mind "
    "know think have need see be let give post ask expect send read use care hold believe remember "
    "understand say run want call"
)
"""Behind "please do not" these object to nothing: "please don't hesitate"."""

ASKING = Phrases(
    en=(
        "is not; are not; will not; would not; does not; do not; can we not; can not we; should not; should "
        "we not; what about; how about; why not; why remove; why do we; why would; why should; is it not; "
        "would it not; is it really; is this really"
    ),
)
"""A question that starts so, by itself or behind a "but", objects softly: "But isn't zip ...?", "How about ...?"."""

LEAD = vocabulary(
    "ok well so sure and also but yes yeah yep hi hello hmm hm sorry however personal personally honestly "
    "actually i think believe feel that really therefore thus then still imho imo fwiw though while sadly "
    "frankly as for now anyway please at the moment again once more no nope me too just my"
)
"""Words that may lead into a phrase: "But I really think that ..."."""
TAIL = vocabulary(
    "from me here too as well either with this that very much all at so far then sir guys folks thanks i "
    "think please of course cheers regards"
)
"""Words that may follow a phrase that must stand alone."""
ADVERBS = vocabulary(
    "wholeheartedly fully completely totally absolutely definitely strongly entirely generally really quite "
    "certainly gladly happily perfectly firmly simply clearly largely mostly"
)
"""Words that change nothing, passed over."""

SMALL_WORDS = vocabulary(
    "a an the of to for on in at by and or with from as is are be it this that vote proposal proposed new "
    "use add remove change changing removing"
)
"""Words of a title that tell nothing about a topic."""
