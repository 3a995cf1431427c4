"""Whether a mail says hello or offers help: phrases of people who are new. Pure; never raises.

On a list any first thread of a stranger is a beginning, so the phrases are for answers, and for the
help desk, where nearly everybody is a stranger with a request. A phrase that users of a service
write, too ("happy to help with testing", "let me know if I can help") is not among them.
"""

import re

LOOKED_AT = 3000  # characters of own words; who introduces themselves does so at the top

_OFFERS = re.compile(
    # I would like to help; I want to get involved; we'd love to contribute
    r"\b(?:I|we)(?:['\u2019]?d| would| want| wish| am (?:happy|glad|looking|hoping|eager|willing)"
    r"|['\u2019]?m (?:happy|glad|looking|hoping|eager|willing))"
    r"(?: (?:really|very|also|much|like|love|be happy|be glad|for a way|for ways)){0,4} to"
    r" (?:help (?:out|you|the|with the|in the)|help[.,!]|contribute|volunteer|get involved"
    r"|lend a hand|pitch in|join (?:you|the|your)|give back)"
    r"|\b(?:how|where) (?:can|could|do|may) I (?:help|contribute|volunteer|get involved|join)"
    r"|\bI (?:can|could|would|will) (?:volunteer|lend a hand)\b"
    r"|\boffer(?:ing)? (?:you )?(?:my|our) (?:help|time|hands)\b"
    r"|\bich (?:w(?:\u00fc|ue)rde|m(?:\u00f6|oe)chte|will|kann)(?: \w+){0,4}"
    r" (?:mithelfen|mitmachen|mitarbeiten|beitragen|euch helfen)\b"
    r"|\bje (?:voudrais|souhaite|souhaiterais|veux|peux)(?: \w+){0,2}"
    r" (?:contribuer|aider|participer|donner un coup de main)\b"
    r"|\bj['\u2019]aimerais(?: \w+){0,2} (?:contribuer|aider|participer|donner un coup de main)\b",
    re.IGNORECASE,
)

_INTRODUCES = re.compile(
    r"\b(?:let me|I(?:['\u2019]d like| would like| want)? to) (?:briefly )?introduce myself\b"
    r"|\bmy name is\b"
    r"|\bI(?:['\u2019]m| am) (?:new (?:here|to (?:this|the) (?:list|project|group|team))"
    r"|a (?:newcomer|new (?:volunteer|contributor|member)))\b"
    r"|\b(?:a )?(?:short|brief|quick) introduction\b"
    r"|\bich bin neu (?:hier|auf der liste|dabei)\b|\bmein name ist\b|\bich hei(?:\u00df|ss)e\b"
    r"|\b(?:stelle mich|m(?:\u00f6|oe)chte mich)(?: kurz)? vor(?:stellen)?\b"
    r"|\bje me pr(?:\u00e9|e)sente\b|\bje m['\u2019]appelle\b|\bje suis nouve(?:au|lle)\b",
    re.IGNORECASE,
)


def offers_help(own: str) -> bool:
    """Return whether these own words offer help with the group's work."""
    return _OFFERS.search(_words(own)) is not None


def introduces(own: str) -> bool:
    """Return whether these own words say who their writer is, or offer help."""
    words = _words(own)
    return _INTRODUCES.search(words) is not None or _OFFERS.search(words) is not None


def _words(own: str) -> str:
    """Return the words at the top, each line's end a space, with an end that the phrases see."""
    return " ".join(own[:LOOKED_AT].split()) + "."
