"""What became of a mail."""

from enum import StrEnum


class Disposition(StrEnum):
    """What a mail mainly is: the `reading` of `listbot tally`, and the disposition in the
    accounting.
    """

    OPENS = "opens"
    VOTE = "vote"
    NOT_A_VOTE = "not a vote"
    UNCLEAR = "unclear"
    AUTOMATIC = "automatic"
    RESULT = "result"
    CANCEL = "cancel"
    EXTEND = "extend"
    COMMAND = "command"
    DUPLICATE = "duplicate"
    PARKED = "parked"
    UNREADABLE = "unreadable"
    TICKET = "ticket"
    REPLY = "reply to a ticket"
