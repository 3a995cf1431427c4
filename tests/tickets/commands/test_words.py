"""Each command of the help desk: what it changes and what it answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.mail import Mail
from listbot.model.desk.people import Notes, Person, Preference
from listbot.model.desk.ticket import Change, Field, Priority, Status
from listbot.model.desk_case import DeskCase
from listbot.model.records.acts import RecordVerb
from listbot.tickets.commands import DeskEffect, SplitOff
from listbot.tickets.commands.title import LONGEST
from tests.records.building import act, days, group_case, joined
from tests.tickets.commands.situations import (
    ANA,
    ANA_AT_HOME,
    CASE,
    KIM,
    LENA,
    NOW,
    OPENED,
    PART,
    RAVI,
    T5,
    done,
    effect,
    mail,
    refused,
    session,
    status,
    with_ticket,
)

NEW = with_ticket(status=Status.NEW)
RAVIS = with_ticket(assignee=RAVI)
CLOSED = with_ticket(status=Status.CLOSED)
EARLY = mail(received=OPENED - timedelta(hours=1))


def assigned(old: str, new: str) -> Change:
    """A change of assignee."""
    return Change(Field.ASSIGNEE, old, new)


TO_OPEN = status(Status.NEW, Status.OPEN)
CLOSED_ANSWER = "T-5 is closed. A reply from anybody who takes part opens it again."


@pytest.mark.parametrize(
    ("line", "case", "expected"),
    [
        ("take", NEW, done("T-5 is now assigned to Ana Ruiz.", assigned("", ANA), TO_OPEN)),
        ("take", CASE, done("T-5 is now assigned to Ana Ruiz.", assigned("", ANA))),
        (
            "take",
            RAVIS,
            done("T-5 is now assigned to Ana Ruiz (before: Ravi Menon).", assigned(RAVI, ANA)),
        ),
        ("take", with_ticket(assignee=ANA), done("T-5 is already assigned to Ana Ruiz.")),
        (
            "take",
            CLOSED,
            refused('T-5 is closed. Please write "#listbot reopen" first.'),
        ),
        ("assign: Ravi", CASE, done("T-5 is now assigned to Ravi Menon.", assigned("", RAVI))),
        ("assign: Ravi", RAVIS, done("T-5 is already assigned to Ravi Menon.")),
        (
            "drop",
            RAVIS,
            done("T-5 is no longer assigned to Ravi Menon.", assigned(RAVI, "")),
        ),
        ("drop", CASE, done("T-5 is not assigned to anybody.")),
        ("close", CASE, done(CLOSED_ANSWER, status(Status.ON_TEAM, Status.CLOSED))),
        ("close", CLOSED, done("T-5 is already closed.")),
        ("reopen", CLOSED, done("T-5 is open again.", status(Status.CLOSED, Status.ON_TEAM))),
        (
            "reopen",
            with_ticket(status=Status.PARKED),
            done("T-5 is open again.", status(Status.PARKED, Status.ON_TEAM)),
        ),
        ("reopen", CASE, done("T-5 is already open.")),
        (
            "priority: High.",
            CASE,
            done("The priority of T-5 is now high.", Change(Field.PRIORITY, "normal", "high")),
        ),
        (
            "priority: low",
            with_ticket(priority=Priority.LOW),
            done("The priority of T-5 is now low."),
        ),
        (
            "starter",
            with_ticket(public=True),
            done("T-5 is marked for newcomers.", Change(Field.STARTER, "no", "yes")),
        ),
        (
            "starter: off",
            with_ticket(public=True, starter=True),
            done("T-5 is not marked for newcomers.", Change(Field.STARTER, "yes", "no")),
        ),
        ("starter: off", CASE, done("T-5 is not marked for newcomers.")),
        (
            "starter",
            CASE,
            refused(
                'T-5 is private. Newcomers are shown its title, so write "#listbot public" first.'
            ),
        ),
        (
            "starter: perhaps",
            CASE,
            refused('Please write "#listbot starter" or "#listbot starter: off".'),
        ),
        ("priority: now!", CASE, refused('Please write "low", "normal", "high" or "urgent".')),
        (
            "title:  The wiki  is down",
            CASE,
            done("T-5 has a new title.", Change(Field.TITLE, T5.title, "The wiki is down")),
        ),
        (
            "title: UTF-8 in mails",
            CASE,
            done("T-5 has a new title.", Change(Field.TITLE, T5.title, "UTF-8 in mails")),
        ),
        (
            "title: ...",
            CASE,
            refused('Please write the title, as in "#listbot title: The old wiki is down".'),
        ),
        (
            "private",
            with_ticket(public=True),
            done(
                "T-5 is private: only its participants and the team can see it.",
                Change(Field.PUBLIC, "yes", "no"),
            ),
        ),
        (
            "public",
            CASE,
            done("T-5 is public: everybody can see its title.", Change(Field.PUBLIC, "no", "yes")),
        ),
        (
            "public",
            with_ticket(guarded=True),
            refused("T-5 probably holds a password or a key, so it stays private."),
        ),
    ],
)
def test_the_team_works_a_ticket(line: str, case: object, expected: DeskEffect) -> None:
    """Every command of a member; one that asks for the present state is done without a change."""
    assert effect(line, case=case) == expected  # type: ignore[arg-type]  # cases, named by pytest as objects


OPENS = with_ticket(status=Status.OPEN, assignee=ANA)


@pytest.mark.parametrize(
    ("line", "by", "case", "expected"),
    [
        (
            "not mine",
            mail(ANA_AT_HOME),
            OPENS,
            done(
                "T-5 is no longer yours, and the team learns that.",
                assigned(ANA, ""),
                status(Status.OPEN, Status.ON_TEAM),
            ),
        ),
        (
            "not mine: it is Ravi's",
            mail(),
            with_ticket(assignee=ANA),
            done(
                "T-5 is no longer yours, and the team learns that. For the reason, write a line "
                '"#listbot note: ..." or an answer.',
                assigned(ANA, ""),
            ),
        ),
        (
            "not mine",
            EARLY,
            OPENS,
            done("T-5 is no longer yours, and the team learns that.", assigned(ANA, "")),
        ),
        ("not mine", mail(), CASE, done("T-5 is not assigned to anybody.")),
        (
            "not mine",
            mail(),
            RAVIS,
            refused('T-5 is assigned to Ravi Menon, not to you. "#listbot drop" puts it back.'),
        ),
    ],
)
def test_a_ticket_is_given_back(line: str, by: Mail, case: DeskCase, expected: DeskEffect) -> None:
    """Only by its assignee, from any of their addresses."""
    assert effect(line, by=by, case=case) == expected


def put_off(until: str, day: str) -> DeskEffect:
    """The ticket is parked until then; the tests' mail is of Thursday, 10 September, noon."""
    return done(
        f"T-5 is parked until {day} UTC. Any reply wakes it sooner.",
        status(Status.ON_TEAM, Status.PARKED),
        Change(Field.SNOOZED, "", f"2026-{until}:00+00:00"),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("snooze: friday", put_off("09-11T08:00", "Fri 11 Sep 2026 08:00")),
        ("snooze: Friday 18:00 CET", put_off("09-11T17:00", "Fri 11 Sep 2026 17:00")),
        ("snooze: in two weeks", put_off("09-24T12:00", "Thu 24 Sep 2026 12:00")),
        ("snooze: 24 December", put_off("12-24T08:00", "Thu 24 Dec 2026 08:00")),
        ("snooze: today", put_off("09-10T23:59", "Thu 10 Sep 2026 23:59")),
        ("snooze: 2026-10-01 T-5", put_off("10-01T08:00", "Thu 1 Oct 2026 08:00")),
        ("snooze", refused('Please name the day, as in "#listbot snooze: friday".')),
        (
            "snooze: 2026-09-09",
            refused("I could not use that time: 2026-09-09 23:59 UTC has passed."),
        ),
        (
            "snooze: 2028-01-01",
            refused(
                "Sat 1 Jan 2028 08:00 UTC is more than a year away. Please name an earlier day."
            ),
        ),
    ],
)
def test_a_ticket_is_put_off(line: str, expected: DeskEffect) -> None:
    """Until a time as people write it, in the future and within a year."""
    assert effect(line) == expected


def test_a_ticket_is_put_off_again_but_not_a_closed_one() -> None:
    """The day moves; a mail that was overtaken moves nothing."""
    parked = with_ticket(status=Status.PARKED, snoozed="2026-09-11T08:00:00+00:00")
    (move,) = effect("snooze: 2026-10-01", case=parked).moves
    assert [each.field for each in move.changes] == [Field.SNOOZED]
    assert effect("snooze: friday", case=CLOSED) == refused(
        'T-5 is closed. Please write "#listbot reopen" first.'
    )
    assert effect("snooze: friday", by=EARLY) == refused(
        "A later mail has changed T-5: it is now waiting on team. Please look again."
    )
    late = replace(mail(), date=NOW - timedelta(days=3))
    assert not effect("snooze: 2026-09-08", by=late).done


NOTED = "T-5 has a note for the team."


def noted(words: str) -> Change:
    """A note that is kept."""
    return Change(Field.NOTE, "", words)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("note: Kim  called\nabout it.", done(NOTED, noted("Kim called about it."))),
        (
            "note: T-3: as in T-5",
            done("T-3 has a note for the team.", noted("as in T-5"), key="T-3"),
        ),
        ("note: T-3 is the same", done(NOTED, noted("T-3 is the same"))),
        ("note: UTF-8: no", done(NOTED, noted("UTF-8: no"))),
        ("note", refused('Please write the note, as in "#listbot note: Kim called about this".')),
        (
            f"note: {'x' * 1001}",
            refused(
                "A note can have at most 1000 characters, and this one has 1001. It was not kept, "
                "and nobody got it."
            ),
        ),
    ],
)
def test_the_team_keeps_notes(line: str, expected: DeskEffect) -> None:
    """At the ticket of the mail, or at one that is named with a colon."""
    assert effect(line) == expected


def test_a_note_without_a_ticket_says_how_to_name_one() -> None:
    """The words stay in the mail; nobody gets them."""
    answer = (
        "Please write this in a reply to a mail of the ticket, or name the ticket, as in "
        '"#listbot note: T-118: your note".'
    )
    assert effect("note: T-3 is it", case=replace(CASE, ticket=None)) == refused(answer)


def test_a_ticket_has_a_note_once_and_not_too_many() -> None:
    """The same words twice are one note."""
    twice = session("note: Kim called.", "note: Kim called.")
    assert [each.answer for _, _, each in twice.answers] == [NOTED, "T-5 has this note already."]
    full = with_ticket(notes=("x",) * 50)
    assert effect("note: More.", case=full) == refused(
        "T-5 has 50 notes, and that is all it can have."
    )


def test_the_writer_of_a_note_learns_who_else_got_the_mail() -> None:
    """The mail itself cannot be taken back; members and the team's address do not matter."""
    copied = replace(mail(), to=(RAVI, LENA, "infra-support@example.org"))
    assert effect("note: x", by=copied).answer == (
        f"{NOTED} But your mail itself also went to lena@example.org."
    )
    assert effect("note: x", by=replace(mail(), to=(RAVI,))).answer == NOTED


@pytest.mark.parametrize(
    ("asked", "assignee"),
    [
        ("Ravi Menon", RAVI),
        ("ravi", RAVI),
        ("Menon", RAVI),
        ("men", RAVI),
        ("<ravi@example.org>", RAVI),
        ("@ravi", RAVI),
        ("Ana", ANA),
        (ANA_AT_HOME, ANA),
        ("anab", "zoe@example.org"),
        ("zoe", "zoe@example.org"),
        ("bo", "bo@example.org"),
        ("me", ANA),
    ],
)
def test_a_member_is_found(asked: str, assignee: str) -> None:
    """By name or address, in full or in part; a whole word wins over the beginning of
    another name."""
    assert effect(f"assign: {asked}").moves[0].changes == (assigned("", assignee),)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("", 'Please name somebody on the roster, as in "#listbot assign: Ana".'),
        ("an", "That could be Ana Ruiz, Anabel Zoë. Please write the full name or the address."),
        (
            "Kim",
            (
                'Nobody on the roster is called "Kim". Members: Ana Ruiz, Ravi Menon, Anabel '
                "Zoë, "
                "bo@example.org."
            ),
        ),
    ],
)
def test_nobody_is_guessed(asked: str, answer: str) -> None:
    """If the name fits two people, or nobody, the answer asks."""
    assert effect(f"assign: {asked}") == refused(answer)


def test_an_early_mail_moves_no_status() -> None:
    """A mail that was overtaken does not undo later changes, but can still assign the ticket."""
    later = "A later mail has changed T-5: it is now waiting on team. Please look again."
    assert effect("close", by=EARLY) == refused(later)
    assert effect("take", by=EARLY, case=NEW) == done(
        "T-5 is now assigned to Ana Ruiz.", assigned("", ANA)
    )


def test_a_title_is_one_line_of_a_list() -> None:
    """A longer one is cut."""
    (change,) = effect(f"title: {'wiki ' * 100}").moves[0].changes
    assert len(change.new) == LONGEST


@pytest.mark.parametrize("by", [LENA, ANA, ANA_AT_HOME])
def test_people_follow(by: str) -> None:
    """A participant and a member; a member by their primary address."""
    watcher = ANA if by != LENA else LENA
    assert effect("watch", by=by) == done("You now follow T-5.", Change(Field.WATCHER, "", watcher))


def test_nobody_follows_twice() -> None:
    """Nor does a member by another address."""
    case = with_ticket(watchers=(ANA_AT_HOME,))
    assert effect("watch", by=ANA, case=case) == done("You already follow T-5.")


def test_people_stop_following() -> None:
    """At all their addresses; an assignee learns what that means."""
    case = with_ticket(watchers=(KIM, ANA, ANA_AT_HOME), assignee=ANA)
    gone = (Change(Field.WATCHER, ANA, ""), Change(Field.WATCHER, ANA_AT_HOME, ""))
    answer = (
        "You no longer follow T-5. You still get its letters while it is "
        'yours; "#listbot drop" puts it back.'
    )
    assert effect("unwatch", by=ANA_AT_HOME, case=case) == done(answer, *gone)
    assert effect("unwatch", by=KIM) == done(
        "You no longer follow T-5.", Change(Field.WATCHER, KIM, "")
    )


ANSWERED = replace(CASE, parent=PART)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("split: The wiki  is down", "The wiki is down"),
        ("split: T-3 again", "T-3 again"),
        ("split", "Jenkins login fails"),
    ],
)
def test_a_mail_is_split_off(line: str, title: str) -> None:
    """With the title that is written, or its own subject."""
    assert effect(line, case=ANSWERED) == DeskEffect(
        True,
        f'The mail from Kim Sato leaves T-5 and becomes a ticket: "{title}".',
        split=SplitOff(title, PART),
    )


def test_without_any_title_the_tickets_serves() -> None:
    """A mail may have no subject, and its author no name."""
    case = replace(CASE, parent=PART._replace(subject="", name=""))
    assert effect("split", case=case).answer == (
        'The mail from kim@example.org leaves T-5 and becomes a ticket: "Jenkins login fails".'
    )


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        (CASE, "Please write this line in a reply to the mail that should become a ticket."),
        (
            replace(CASE, parent=PART._replace(message_id=T5.root)),
            "That is the first mail of T-5. "
            "Please answer the later mail that is about something else.",
        ),
    ],
)
def test_the_first_mail_stays(case: object, answer: str) -> None:
    """Only a later mail, in a reply to it, can be split off."""
    assert effect("split", case=case) == refused(answer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "digest: off",
            DeskEffect(
                True,
                "You will get no more weekly digests.",
                preferences=(Preference(KIM, digest="off", at=NOW),),
            ),
        ),
        ("digest: daily", refused('Please write "weekly" or "off".')),
        (
            "mail: on",
            DeskEffect(
                True, "You will get letters about the tickets you follow.", person=Person(KIM)
            ),
        ),
        (
            "mail: off",
            DeskEffect(
                True,
                "You will get no more letters about tickets, except those assigned to you.",
                person=Person(KIM, mail="off"),
            ),
        ),
        ("mail", refused('Please write "on" or "off".')),
        ("help", DeskEffect(True, "The commands are listed below.", shows_help=True)),
        (
            "forget-me",
            DeskEffect(
                True,
                (
                    "Your name, your address and the text of your mails are removed. Only "
                    "counts stay."
                ),
                forgets=True,
            ),
        ),
    ],
)
def test_anybody_has_wishes(line: str, expected: DeskEffect) -> None:
    """About themselves, in any ticket or none."""
    assert effect(line, by=KIM, case=replace(CASE, ticket=None, named=())) == expected


def test_other_wishes_are_kept() -> None:
    """Everything else about the person stays."""
    known = Person(KIM, "Kim Sato", OPENED, notes=Notes.ALL)
    assert effect("mail: off", by=KIM, case=replace(CASE, person=known)).person == replace(
        known, mail="off"
    )


def test_a_member_is_not_forgotten() -> None:
    """Not while the roster has the address."""
    assert effect("forget-me") == refused(
        "You are on the roster. Please ask the admin to take you off it first."
    )


def test_a_member_of_the_group_has_to_leave_before_being_forgotten() -> None:
    """A past member, or somebody whom the record does not know, need not."""
    left = act(RecordVerb.LEFT, KIM, days(1))
    for acts, answer in (
        (joined(KIM), 'You are in the group. Please write "#listbot leave" first.'),
        ((*joined(KIM), left), "Your name, your address and the text of your mails are removed."),
        ((), "Your name, your address and the text of your mails are removed."),
    ):
        found = effect("forget-me", KIM, replace(CASE, group=group_case(acts)))
        assert found.answer.startswith(answer)
