"""What in a rule contradicts itself: parameters that exclude each other, or that never apply.

Pure. `contradictions` judges a rule by itself, and `in_company` together with the other classes of
its text; what they find are errors. `never_met` compares a rule with a roster, and what it finds
is a warning, since a roster may grow.
"""

from listbot.policies.contradictions.by_itself import contradictions
from listbot.policies.contradictions.found import Contradiction
from listbot.policies.contradictions.in_company import in_company
from listbot.policies.contradictions.with_roster import never_met

__all__ = ["Contradiction", "contradictions", "in_company", "never_met"]
