"""Votes in words for neither side: phrases, by language. Plain data, in the notation of
`matching.py`.
"""

from listbot.votes.lexicon.matching import Phrases

ABSTAIN = Phrases(
    en="""
        _|i|we _|am|are|will|would abstain|abstaining
        i|we * abstain
        _|i|we _|am|are neutral|indifferent
        _|i|we _|have no _|strong opinion|opinions|preference|feelings
        i|we do not have a|an|any _|strong opinion|preference
        i am|sit on the fence
        i|we do not care _|either|much way|_
        either way is|works fine|for|_ me|with|_
        no vote from me
        i will sit this _|one out
    """,
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
"""Neither, if a statement starts with it."""

ABSTAINING = Phrases(
    en="""
        i|we _|will|must|have|shall|am|would|should|can _|only|to|going _|to abstain|abstaining
        i|we _|will|must|have|shall|would|should _|to recuse
    """,
    de="ich enthalte|muss|werde mich _|enthalten; enthalte ich mich",
    fr="je m'abstiens",
    es="me abstengo",
    it="mi astengo",
    pt="abstenho-me",
)
"""Neither, if a later clause starts with it: "My employer is the host, so I abstain"."""

DEFERRING = Phrases(
    en="""
        whatever|whichever|either|both * * is|are|works|would _|be fine|ok|good|great for|with|by
        whatever|whichever|either|both * * is|are|works|would _|be all|fine|ok right|.|!|,
        anything is|are|works fine|ok|good for|with|by me|us
        i|we _|can|could|would|will live with either|whatever|whichever|both
        i|we _|can|would|will|shall|just follow the majority|others|rest|group
        whatever|whichever you|they _|all|folks|guys|others * is|are|works _|all|just fine|ok|good
        either|both|whatever|whichever _|of|way|one _|them|these|options|choices work|works for|with
        i|we am|are|will|would _|be fine|ok|happy|good|easy|cool either way
        i|we am|are|will|would _|be fine|ok|happy|good|easy|cool with either|whatever|whichever|both
        i|we _|will|can|would|shall go|live along|_ with|by whatever|whichever
        i|we _|will|can|would|shall go|live along|_ with|by the majority|others|rest|group|flow
        fine|ok|good|happy either way
    """,
    de="mir ist beides|alles|es recht|egal|gleich; mir egal; wie ihr wollt|meint",
    fr="peu importe; ça m'est égal; comme vous voulez",
    es="me da igual; como queráis|quieran",
    it="per me è lo|uguale stesso|_; mi è indifferente",
    nl="maakt mij niet|niks uit",
    pt="tanto faz",
)
"""Neither, if a statement starts with it, though it sounds like a yes."""

NO_VIEW_YET = Phrases(
    en="""
        _|i|we _|do _|not have|_ no|an|any|a|_ _|strong|real|clear opinion|preference|view yet
    """,
)
"""Not even an abstention."""
