"""Why each letter about the group's record is sent, how often at most, and what turns it off.

Data for `listbot letters` and for the table in docs/letters.md, which a test compares.
"""

from dataclasses import dataclass

from listbot.model.order import LetterKind


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an operator wants to know of a kind of letter."""

    reason: str
    cap: str
    off: str


TEN = "10 a day to one address"

PURPOSES: dict[LetterKind, Purpose] = {
    LetterKind.RECORD_NOTICE: Purpose(
        "all members read a decision record before it holds",
        "1 a week, for all records together, besides emergencies",
        "group.records",
    ),
    LetterKind.RECORD_FINAL: Purpose(
        "all members see what became of a record",
        "none in a week with M14, else 1",
        "group.records",
    ),
    LetterKind.MEMBER_NEWS: Purpose(
        "all members know who is confirmed and who has left",
        "1 for each mail that changes it",
        "group.announce",
    ),
    LetterKind.WITHDRAW: Purpose(
        "access ends when somebody leaves", "at once, and again after 24 hours", "group.access"
    ),
    LetterKind.MEMBER_NOTE: Purpose(
        "a member hears first what the rules mean for them", TEN, "group.members"
    ),
    LetterKind.AGENDA: Purpose(
        "people come prepared",
        "1 for each meeting, and for each change that the list has not seen",
        "group.agenda_days = 0",
    ),
    LetterKind.MINUTES_WANTED: Purpose(
        "a meeting without minutes counts for nobody",
        "2 for each meeting",
        "group.minutes_days = 0",
    ),
    LetterKind.LEAVING: Purpose(
        "nobody leaves by a misread mail", "1 for each such mail", "group.members"
    ),
    LetterKind.GROUP_ASKED: Purpose(
        "a person decides about a removal", "1 for each question", "group.remove"
    ),
    LetterKind.MEMBER_ASKED: Purpose(
        "a member can say that they are still active", "1 for each question", "group.members"
    ),
    LetterKind.MINUTES_READ: Purpose(
        "nothing is published unread", "1 for each text sent", "group.meetings"
    ),
    LetterKind.NEWCOMERS: Purpose(
        "a person answers newcomers", "1 an hour, and 10 a day", "group.hello_days = 0"
    ),
    LetterKind.GROUP_DIGEST: Purpose(
        "the group sees what waits for it", "1 a week", "group.digest"
    ),
    LetterKind.RECORD_HINT: Purpose(
        "the author of a record sees which part is missing", "1 for each mail", "group.records"
    ),
}
