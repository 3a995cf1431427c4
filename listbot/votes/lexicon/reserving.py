"""What people set against a yes in the same sentence: phrases, plain data, in the notation of
`matching.py`; `inwords/reserved.py` uses it.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

RESERVING = Phrases(
    en="""
        but|just|though|although not the|this|that|these|those|my|your|our|all|every|everything
        but|just|though|although not for|of|on|in|at|to|with|as|before|yet|now|today
        but|yet|though only
        , only the|for|on|if|when|after|once
        in|with general|principle _|, but
        except|excepting|excluding for|the|that|this|my|our|one|two|some
        with the exception|exceptions|proviso|understanding|restriction|reservation
        aside|apart from the|one|my|our|a|point|points|item|items
        minus the|that|this|one|point|points|item|items
        with one|two|some|a|my|these|this _|small|minor|slight|single|big change|changes
        with one|two|some|a|my|these|this _|small|minor|slight|single|big condition|conditions
        with one|two|some|a|my|these|this _|small|minor|slight|single|big exception|exceptions
        with one|two|some|a|my|these|this _|small|minor|slight|single|big caveat|caveats
        with one|two|some|an|my|these|this _|small|minor|slight|single|big amendment|amendments
        with one|two|some|a|my|these|this _|small|minor|slight|single|big reservation|reservations
        with one|two|some|a|my|these|this _|small|minor|slight|single|big tweak|tweaks
        on the _|clear|strict understanding|condition|assumption|premise
        under the|one|two condition|conditions|assumption
        , _|but not before|until|unless|without|yet
        , after|once|when the|we|our|this|that|they|you|i
        but|yet|though _|please let us _|just|first|please wait|hold
        but _|please wait|hold
        would|could|might _|only support|vote|agree|approve|accept|back|endorse * * if|once|when
    """,
    de="""
        aber|allerdings|jedoch|nur nicht|nur|erst|ohne
        bis auf; mit ausnahme; außer; mit einer änderung
    """,
    fr="mais|sauf pas|seulement|que|pour|les|le|la; à l'exception; hormis",
    es="pero|salvo|menos no|solo|sólo|solamente|el|la|los|las; excepto",
    it="ma|tranne non|solo|il|la|i|le|soltanto; eccetto",
    pt="mas|menos não|só|somente|apenas|o|a|os|as; exceto",
    nl="maar|behalve niet|alleen|pas|de|het; met uitzondering",
)
"""Behind a yes they leave a part of the proposal out, or say what has to come first."""

CONCEDING = Phrases(
    en="""
        with pleasure
        without any|the|a|_ slightest|least|doubt|hesitation|reservation|reservations
        although; though; even if|though|when|without; in spite; despite; because; since
        but _|many thanks|thank|sorry|no|never rush|hurry|mind|worries|you|for|_
    """,
    de="obwohl; auch|selbst wenn; weil",
    fr="bien que; même si; parce que",
    es="aunque; porque",
    it="anche se; perché",
    pt="embora; mesmo que; porque",
    nl="hoewel; ook al; omdat",
)
"""Behind a yes they say why, or in spite of what, it is one."""

TURNING = vocabulary("but yet however aber jedoch allerdings mais cependant pero ma però mas maar")
"""Behind a yes and a comma they set something against it."""
