"""Writes what people said by mail so that nothing in it acts over there. Pure and linear.

A forge looks for @mentions, #123, addresses of issues, images, HTML and commands (/close) in what
is written to it, and tells strangers. In a block of code it looks for nothing. So everything that
we send is one, and no line of it can end it. Below it is the label, in a comment that no page
shows. A title cannot be code: there, a character without width breaks what would act.
"""

import re

LONGEST = 60_000  # characters of a text; GitHub takes 65,536
LONGEST_TITLE = 250  # characters; all forges take 255
CUT = "(The rest of this mail is kept at the help desk.)"
WIDTH = 100  # columns; a block of code is not wrapped on the page
NO_WIDTH = "\u200b"
FENCE = "```"
_FENCES = re.compile(r"``(?=`)|~~(?=~)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SIGNS = re.compile(r"(?<=[@#!&$%^~])(?=\w)|(?<=://)")
_LABEL = re.compile(r"<!-- listbot:([A-Za-z0-9]{1,64}) -->\Z")


def quoted(text: str, label: str) -> str:
    """Return a text as it was written, with the label of the call that sends it."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\n\n{CUT}"
    lines = [part for line in text.splitlines() for part in _wrapped(_tame(line))]
    return "\n".join((f"{FENCE}text", *lines, FENCE, "", f"<!-- listbot:{label} -->"))


def label_of(body: str) -> str:
    """Return the label of something that we have written; "" if it has none."""
    found = _LABEL.search(body.rstrip()[-100:])
    return found[1] if found else ""


def title(text: str) -> str:
    """Return a title on one line in which nothing acts."""
    line = _SIGNS.sub(NO_WIDTH, " ".join(_CONTROLS.sub(" ", text).split())[:LONGEST_TITLE])
    return line[:LONGEST_TITLE] or "(no subject)"


def _tame(line: str) -> str:
    """Return a line that does not end the block.

    GitLab takes three backquotes at the start of a line for its end however many began it, and
    carries out the commands below.
    """
    return _FENCES.sub(lambda found: found[0] + NO_WIDTH, _CONTROLS.sub("", line))


def _wrapped(line: str) -> list[str]:
    """Return a line as several that fit a page, broken at spaces, where there are any."""
    parts = []
    start = 0
    while len(line) - start > WIDTH:
        space = line.rfind(" ", start + 1, start + WIDTH)
        end = space + 1 if space > start else start + WIDTH
        parts.append(line[start:end].rstrip())
        start = end
    return [*parts, line[start:]]
