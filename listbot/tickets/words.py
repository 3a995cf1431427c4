"""What a requester says by "works now": the answers that close a ticket, and those that open none again."""


def says_solved(text: str) -> bool:
    """Whether a requester's own words say that it works."""
    return text.strip(" .!\n").casefold() in ("works", "works now", "thanks, solved")


def only_thanks(text: str) -> bool:
    """Whether a mail says thanks and nothing else."""
    return text.strip(" .!\n").casefold() in ("thanks", "thank you")
