"""The lines of an earlier mail, as a later one may repeat them unquoted: then they are not its writer's own words.

Pure and bounded: a thread of ten thousand mails costs ten times one of a thousand.
"""

from itertools import islice

from listbot.mail import Mail

LINES_KNOWN = 400  # a whole form and the rules above it fit; what comes after is not looked for


def lines_of(mail: Mail) -> frozenset[str]:
    """The lines of a mail, white space folded, empty ones left out."""
    folded = (" ".join(line.text.split()) for line in islice(mail.body.lines, LINES_KNOWN))
    return frozenset(line for line in folded if line)
