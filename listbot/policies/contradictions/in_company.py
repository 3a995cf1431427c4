"""What contradicts itself among the classes of one text: tags and titles that two of them claim,
and titles that tell a class from no other.

Pure; never fails.
"""

from collections.abc import Iterator, Sequence

from listbot.model.policy import Policy, title_words
from listbot.policies.contradictions.found import Contradiction


def in_company(policy: Policy, others: Sequence[Policy]) -> Iterator[Contradiction]:
    """Yield what is wrong with a class beside the other classes of its text, in the order of the
    text. What two classes share is reported once, at the later one.
    """
    is_above = True
    shares_a_tag = False
    for other in others:
        if other is policy:
            is_above = False
            continue
        shared = [tag for tag in policy.tags if tag in other.tags]
        shares_a_tag = shares_a_tag or bool(shared)
        if shared and is_above:
            yield from _claimed_twice(policy, other, shared)
    if policy.titles and not shares_a_tag:
        yield Contradiction(
            "titles", "never apply, since no other class has one of its tags; leave them out"
        )


def _claimed_twice(policy: Policy, above: Policy, shared: Sequence[str]) -> Iterator[Contradiction]:
    """A tag that two classes claim for the same titles would open whichever comes first."""
    if not policy.titles and not above.titles:
        tags = " and ".join(f'"{tag}"' for tag in shared)
        opens = "opens" if len(shared) == 1 else "open"
        what = f'has {tags}, which already {opens} "{above.name}"; give each class tags of its own'
        yield Contradiction("tags", what, ("like",))
    for title in policy.titles:
        if any(_begins(title, each) for each in above.titles):
            what = f'has "{title}", and a title that begins so already opens "{above.name}"'
            yield Contradiction("titles", what, ("like",))


def _begins(title: str, begin: str) -> bool:
    words = title_words(begin)
    return title_words(title)[: len(words)] == words
