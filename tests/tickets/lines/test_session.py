"""The command lines of one mail to the help desk: who may, which ticket, in what order, and when
reading stops."""

from dataclasses import replace

import pytest

from listbot.commands.run_lines import STOPPED_BAD, STOPPED_MANY
from listbot.mail import Level
from listbot.mail.body.sorting import read_body
from listbot.model.desk.people import Person
from listbot.model.desk.ticket import Change, Field, Priority, Status
from listbot.model.desk_case import DeskCase
from listbot.tickets.commands import DESK_COMMANDS, DeskEffect, Move, command_lines, run_desk
from listbot.tickets.lines.effect import May
from listbot.tickets.lines.several import TOO_MANY
from tests.tickets.commands.situations import (
    ANA,
    CASE,
    FORGED,
    KIM,
    LENA,
    NOW,
    OMAR,
    PART,
    RAVI,
    T3,
    T5,
    effect,
    mail,
    refused,
    session,
)

WORDS = tuple(command.word for command in DESK_COMMANDS)
TEAM_WORDS = tuple(command.word for command in DESK_COMMANDS if command.may is May.TEAM)
NOBODYS = DeskCase(CASE.rules)
TEAM_ONLY = "Only the team can do this. Please say in your own words what you need; they read it."


def test_each_word_stands_for_one_thing() -> None:
    """Every command has its own word, and its form begins with it."""
    assert len(set(WORDS)) == len(WORDS)
    assert all(command.form.startswith(f"#listbot {command.word}") for command in DESK_COMMANDS)


# ---- which ticket -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "take: T-3",
        "take: t-3.",
        "take: [T-3]",
        "assign: Ana T-3",
        "assign: T-3 Ana",
        "assign: Ana, T-3",
        "assign: T-3: Ana",
    ],
)
def test_a_line_may_name_a_ticket(line: str) -> None:
    """At either end of its argument, in a mail of another ticket or of none."""
    move = Move("T-3", (Change(Field.ASSIGNEE, "", ANA),))
    assert (
        effect(line).moves == effect(line, case=replace(NOBODYS, named=(T3, T5))).moves == (move,)
    )


def test_a_title_may_follow_its_ticket() -> None:
    """Everything after the key is the title, other keys included."""
    (move,) = effect("title: T-3 As T-5").moves
    assert move == Move("T-3", (Change(Field.TITLE, T3.title, "As T-5"),))


@pytest.mark.parametrize(
    ("line", "by", "case", "answer"),
    [
        ("take: T-9", ANA, CASE, "There is no ticket T-9."),
        (
            "take: T-9",
            ANA,
            replace(CASE, passed_over=frozenset({"T-9"})),
            (
                "T-9: One mail can name at most 20 tickets. "
                "Please write about this one in another mail."
            ),
        ),
        (
            "close: T-9",
            OMAR,
            replace(CASE, passed_over=frozenset({"T-9"})),
            "T-9 is not one of your tickets, so nothing was changed.",
        ),
        ("close: T-9", OMAR, CASE, "T-9 is not one of your tickets, so nothing was changed."),
        ("close: T-5", OMAR, CASE, "T-5 is not one of your tickets, so nothing was changed."),
        (
            "take",
            ANA,
            NOBODYS,
            (
                "Please write this in a reply to a mail of the ticket, or name the ticket, as in "
                '"#listbot take: T-118".'
            ),
        ),
    ],
)
def test_it_has_to_be_known(line: str, by: str, case: DeskCase, answer: str) -> None:
    """A stranger learns nothing, not even whether the ticket exists."""
    assert effect(line, by=by, case=case) == refused(answer)


def test_a_merged_ticket_is_moved_no_more() -> None:
    """Neither by the team nor by its requester."""
    case = replace(CASE, ticket=T3, named=(replace(T5, merged_into="T-3"),))
    answer = "T-5 was merged into T-3. Please name that one."
    assert (
        effect("take: T-5", case=case) == effect("close: T-5", by=KIM, case=case) == refused(answer)
    )


# ---- who may ----------------------------------------------------------------------------


@pytest.mark.parametrize("line", TEAM_WORDS)
def test_other_people_are_told_what_to_do(line: str) -> None:
    """The requester and the participants get one kind sentence; a stranger learns no more than
    that."""
    assert effect(line, by=KIM) == effect(line, by=LENA) == refused(TEAM_ONLY)
    assert effect(line, by=OMAR) == refused(
        "T-5 is not one of your tickets, so nothing was changed."
    )


@pytest.mark.parametrize(
    "line",
    ["close", "private", "watch", "unwatch", "mail: off", "digest: off", "help", "forget-me"],
)
def test_the_requester_may(line: str) -> None:
    """Whatever is theirs to say, however unsure their identity: an answer could do as much."""
    assert effect(line, by=mail(KIM, Level.UNVERIFIED)).done


@pytest.mark.parametrize(
    ("line", "done"), [("close", False), ("private", True), ("watch", True), ("unwatch", True)]
)
def test_who_takes_part_may_less(line: str, done: bool) -> None:
    """Only the requester may close."""
    assert effect(line, by=LENA).done is done
    if not done:
        assert effect(line, by=LENA) == refused("Only the requester and the team can do this.")


@pytest.mark.parametrize("line", [*TEAM_WORDS, "close", "watch", "private"])
def test_a_member_without_proof_is_asked(line: str) -> None:
    """A mail that anybody could have written does nothing in a member's name."""
    unproven = "I could not verify that you sent this, so I am asking you first."
    assert effect(line, by=FORGED) == DeskEffect(False, unproven, needs_proof=True)


def test_a_yes_does_it() -> None:
    """The lines that were asked about are proven."""
    assert effect("close", by=FORGED, proven=True) == effect("close")


def test_being_heard_is_no_proof() -> None:
    """A list that hears anybody does not let anybody act for the team."""
    anybody = replace(CASE, rules=replace(CASE.rules, identity=Level.UNVERIFIED))
    verified = replace(CASE, rules=replace(CASE.rules, identity=Level.VERIFIED))
    assert effect("take", by=FORGED, case=anybody).needs_proof
    assert effect("take", case=verified).needs_proof
    assert effect("take", by=mail(level=Level.VERIFIED), case=verified).done


def test_a_member_asks_for_help_too() -> None:
    """On their own request they need no more proof than anybody else."""
    own = replace(CASE, ticket=replace(T5, requester=ANA))
    assert effect("close", by=FORGED, case=own).done


def test_one_line_without_proof_stops_them_all() -> None:
    """No line of such a mail has any effect."""
    found = session(
        "mail: off",
        "help",
        "forget-me",
        "take",
        "split",
        by=FORGED,
        case=replace(CASE, parent=PART),
    )
    assert found.needs_proof
    assert (found.moves, found.split, found.people, found.forgets, found.shows_help) == (
        (),
        None,
        (),
        False,
        False,
    )


def test_an_operator_may_what_a_member_may() -> None:
    """Except commands about their sender."""
    case = replace(CASE, by_operator=True)
    root = mail("root", Level.VERIFIED)
    assert effect("close", by=root, case=case, proven=True).done
    assert effect("close", by=mail("root", Level.UNVERIFIED), case=case).done
    assert effect("watch", by=root, case=case) == refused(
        "This command is about its sender, so it has to come by mail."
    )


# ---- line by line -----------------------------------------------------------------------


def test_each_line_sees_what_the_lines_before_did() -> None:
    """On the mail's ticket and on one that is named."""
    found = session(
        "take",
        "take",
        "take: T-3",
        "drop: T-3",
        "close",
        "reopen",
        "priority: high",
        "priority: high",
    )
    assert [effect.answer for _, _, effect in found.answers] == [
        "T-5 is now assigned to Ana Ruiz.",
        "T-5 is already assigned to Ana Ruiz.",
        "T-3 is now assigned to Ana Ruiz.",
        "T-3 is no longer assigned to Ana Ruiz.",
        "T-5 is closed. A reply from anybody who takes part opens it again.",
        "T-5 is open again.",
        "The priority of T-5 is now high.",
        "The priority of T-5 is now high.",
    ]
    assert [
        (move.key, change.field, change.new) for move in found.moves for change in move.changes
    ] == [
        ("T-5", Field.ASSIGNEE, ANA),
        ("T-3", Field.ASSIGNEE, ANA),
        ("T-3", Field.ASSIGNEE, ""),
        ("T-5", Field.STATUS, Status.CLOSED),
        ("T-5", Field.STATUS, Status.ON_TEAM),
        ("T-5", Field.PRIORITY, Priority.HIGH),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "close T-3 T-5",
        "close: T-3, t-5",
        "close T-3 and [T-5].",
        "close: T-3; T-5 & T-3",
        "close: it is done T-3 T-5",
    ],
)
def test_one_line_changes_several_tickets(line: str) -> None:
    """Each is changed by itself, once, and has its own answer."""
    verb, _, argument = line.replace(":", "").partition(" ")
    found = run_desk(((verb, argument),), mail(), CASE)
    assert [(move.key, move.changes[-1].new) for move in found.moves] == [
        ("T-3", Status.CLOSED),
        ("T-5", Status.CLOSED),
    ]
    assert [effect.answer.partition(" ")[0] for _, _, effect in found.answers] == ["T-3", "T-5"]


def test_the_rest_of_the_line_is_for_each_of_them() -> None:
    """Wherever the keys stand; a key in the middle is a word like any other."""
    for line in ("assign: T-3 T-5 Ravi", "assign: Ravi T-3, T-5"):
        assert [(move.key, move.changes[-1].new) for move in session(line).moves] == [
            ("T-3", RAVI),
            ("T-5", RAVI),
        ]
    assert not session("assign: me T-3 again T-5").moves


def test_each_of_several_tickets_is_refused_by_itself() -> None:
    """The others are changed, and the line has not failed; a requester closes only their own."""
    found = session("close: T-5 T-9 T-3", "take: T-8 T-9", "priority: high T-3")
    assert [(effect.done, effect.answer) for _, _, effect in found.answers] == [
        (True, "T-5 is closed. A reply from anybody who takes part opens it again."),
        (False, "There is no ticket T-9."),
        (True, "T-3 is closed. A reply from anybody who takes part opens it again."),
        (False, "There is no ticket T-8."),
        (False, "There is no ticket T-9."),
        (True, "The priority of T-3 is now high."),
    ]
    theirs = session("close: T-5 T-3", by=KIM)
    assert [(argument, effect.done) for _, argument, effect in theirs.answers] == [
        ("T-5", True),
        ("T-3", False),
    ]


def test_several_tickets_without_proof_are_left_alone() -> None:
    """A forged line that names many changes none of them."""
    found = session("close: T-5 T-3", by=FORGED)
    assert found.needs_proof
    assert found.moves == ()


def test_one_mail_changes_twenty_tickets_at_most() -> None:
    """A line that would be above that changes nothing, and says so."""
    keys = " ".join(f"T-{number}" for number in range(1, 22))
    ((_, _, effect),) = session(f"close: {keys}").answers
    assert effect == refused(TOO_MANY)
    found = session("close: T-5 T-3", f"close: {keys.removesuffix(' T-20 T-21')}")
    assert [effect.done for _, _, effect in found.answers] == [True, True, False]


@pytest.mark.parametrize("line", ["merge: T-5 T-3", "title: T-5 T-3", "recap: T-5 T-3"])
def test_where_the_argument_may_hold_keys_the_line_is_one(line: str) -> None:
    """A merge names two tickets, and a title or a sentence may."""
    assert len(session(line).answers) == 1


def test_wishes_add_up() -> None:
    """Two in one mail both count."""
    known = replace(CASE, person=Person(KIM, registered=NOW))
    found = session("mail: off", "digest: weekly", by=KIM, case=known)
    assert found.people == (Person(KIM, registered=NOW, mail="off"),)
    assert [(each.address, each.digest) for each in found.preferences] == [(KIM, "weekly")]


def test_one_mail_is_split_off_once() -> None:
    """The second line is refused."""
    found = session("split: The wiki", "split: The printer", case=replace(CASE, parent=PART))
    assert [effect.done for _, _, effect in found.answers] == [True, False]
    assert found.split is not None
    assert found.split.title == "The wiki"


def test_all_kinds_of_effects_are_told() -> None:
    """The session has help and being forgotten."""
    found = session("help", "forget-me", by=KIM)
    assert (found.shows_help, found.forgets, found.stopped) == (True, True, "")


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        (
            "tkae",
            'I do not know the command "tkae". Did you mean "#listbot take"? Nothing was changed.',
        ),
        (
            "frobnicate",
            (
                'I do not know the command "frobnicate". For the list of commands, send "#listbot '
                'help". '
                "Nothing was changed."
            ),
        ),
    ],
)
def test_an_unknown_word_gets_the_close_one(word: str, answer: str) -> None:
    """Nothing is guessed."""
    assert effect(word) == refused(answer)


def test_upper_case_is_the_same() -> None:
    """As in votes."""
    assert effect("TAKE") == effect("take")


def test_two_bad_lines_stop_the_mail() -> None:
    """Then it is probably something other than commands."""
    found = session("tkae", "drpo", "take")
    assert (len(found.answers), found.stopped, found.moves) == (2, STOPPED_BAD, ())


def test_twenty_lines_are_enough() -> None:
    """The rest is not read."""
    found = session(*["help"] * 25)
    assert (len(found.answers), found.stopped) == (20, STOPPED_MANY)


def test_lines_are_found_up_to_the_signature() -> None:
    """Among the own words, each with its argument."""
    body = read_body(
        "Hi\n#listbot take\n> #listbot close\n#LISTBOT Assign:  Ravi T-3 \n#listbot "
        "forget-me\n-- "
        "\n#listbot drop\n"
    )
    assert command_lines(mail(body=body)) == (
        ("take", ""),
        ("assign", "Ravi T-3"),
        ("forget-me", ""),
    )


@pytest.mark.parametrize(
    "argument",
    ["", "T-", "T-0", "T-3 " * 50, "[" * 500, " " * 500 + "x", "\x00", "é" * 400, RAVI, "-1", "me"],
)
@pytest.mark.parametrize("word", WORDS)
def test_no_argument_raises(word: str, argument: str) -> None:
    """Every argument gets an answer."""
    for case in (CASE, NOBODYS, replace(CASE, parent=PART)):
        found = run_desk(((word, argument),), mail(), case)
        assert [bool(effect.answer) for _, _, effect in found.answers] == [True]
