"""Tags and titles that open nothing: no subject has them, or listbot gives them another meaning.

Pure; never fails.
"""

from collections import Counter
from collections.abc import Iterator

from listbot.mail.wire.subjects import NEVER_OPEN, fold_tag, take_apart
from listbot.model.policy import Policy, title_words
from listbot.policies.contradictions.found import Contradiction
from listbot.votes.opening.opening import TOPICS


def in_tags(policy: Policy) -> Iterator[Contradiction]:
    """Yield what is wrong with the tags and titles of one class."""
    if not policy.tags:
        yield Contradiction("tags", 'is empty, so no subject opens this class; write ["VOTE"]')
    for tag, many in Counter(policy.tags).items():
        if many > 1:
            yield Contradiction("tags", f'has "{tag}" twice')
        yield from (Contradiction("tags", what) for what in _in_tag(tag))
    for title in policy.titles:
        if title.strip().startswith("["):
            what = f'has "{title}": write only the words that come after the tag'
            yield Contradiction("titles", what)
        elif not title_words(title):
            yield Contradiction("titles", f'has "{title}", which has no word')


def _in_tag(tag: str) -> Iterator[str]:
    bare = fold_tag(tag.replace("[", " ").replace("]", " "))
    own = NEVER_OPEN | TOPICS
    if bare in own:
        yield (
            f'has "{bare}", a tag that listbot knows itself: a mail with [{bare}] never opens a '
            "vote; choose another"
        )
    elif "[" in tag or "]" in tag:
        yield f'has "{tag}": write it without brackets, "{bare or "VOTE"}"'
    elif fold_tag(tag) != tag:
        yield f'has "{tag}", which no subject is compared with; write "{fold_tag(tag)}"'
    elif tag not in take_apart(f"[{tag}] A title").tags:
        yield f'has "{tag}", which is not found in a subject; choose a shorter or plainer one'
