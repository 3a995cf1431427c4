"""The case for deciding a mail to the help desk, with no more than its lines need."""

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.mail import Automatic, Mail, Unreadable
from listbot.model.case import Case, DeskAside
from listbot.model.decision import MailDecision
from listbot.model.desk.change import DeskChange
from listbot.model.desk.people import Confirmation, Notes, Person
from listbot.model.desk.ticket import Change, Field, Status
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.list_rules import ListRole
from tests.playing import BOT, LIST, Post, hours, opening
from tests.store.desk.by_hand import SECOND, SUPPORT, Desk, desk_rules, request

TOKEN = "k3v9x2k3v9x2k3v9".replace("9", "7")


@pytest.fixture
def desk() -> Desk:
    """A help desk with one ticket by Omar."""
    desk = Desk()
    desk.deal(request("omar"))
    return desk


def to_bot(id: str, sender: str, text: str, **more: object) -> Post:
    """Return a mail to the bot's own address."""
    return replace(Post(id, sender, text, 5, "hello", to=BOT, by=BOT, vouched=False), **more)  # type: ignore[arg-type]


def for_desk(desk: Desk, post: Post) -> bool:
    """Return whether a mail is the help desk's; it is not kept."""
    with contextlib.suppress(InterruptedError), desk.store.transaction() as tx:
        mail = desk.read(post)
        tx.admit(mail)
        found = isinstance(tx.case_for(mail), DeskCase)
        raise InterruptedError
    return found


# ---- whose mail it is -------------------------------------------------------------------


def test_what_the_bot_gets(desk: Desk) -> None:
    """It is the help desk's if its thread, its copy there or its lines say so."""
    assert not for_desk(desk, to_bot("a", "Omar", "#listbot notes: off"))
    assert not for_desk(desk, to_bot("a", "Omar", "#listbot explained: V-1"))
    assert not for_desk(desk, to_bot("a", "Mallory", "x", subject="[T-1] x"))
    assert for_desk(desk, to_bot("a", "Omar", "x", answers=["omar"]))
    assert for_desk(desk, to_bot("a", "Ana", "#listbot take: T-1"))
    assert for_desk(desk, to_bot("a", "Ana", "#listbot close: ci-7"))
    assert for_desk(desk, to_bot("a", "Ana", "#listbot forget-me"))
    assert not for_desk(desk, to_bot("a", "Ana", "#listbot digest: weekly"))
    assert not for_desk(desk, to_bot("a", "Ana", "#listbot help"))
    assert for_desk(desk, to_bot("omar", "Omar", "It is on fire.", subject="The printer"))
    assert not for_desk(desk, opening("v"))


def test_where_there_is_no_help_desk() -> None:
    """No list asks for one."""
    lists = tuple(each for each in desk_rules().lists if each.role is not ListRole.SUPPORT)
    desk = Desk(in_force=replace(desk_rules(), lists=lists))
    assert not for_desk(desk, to_bot("a", "Ana", "#listbot take: T-1"))


def test_an_unreadable_mail(desk: Desk) -> None:
    """A mail sent to a help desk belongs to it; nothing is looked up."""
    broken = Unreadable(desk.read(request("x")).arrival, "d" * 64, "two From fields")
    with desk.store.transaction() as tx:
        tx.admit(broken)
        case = tx.case_for(broken)
        assert isinstance(case, DeskCase)
        assert (case.rules.address, case.ticket) == (SUPPORT, None)
        tx.apply(broken, case, MailDecision(Disposition.UNREADABLE, broken.reason))
        assert tx.disposition(broken) == "quarantined"
        context = desk.in_force.of(BOT).context
        to_the_bot = replace(broken, arrival=replace(broken.arrival, list=context))
        tx.admit(to_the_bot)
        assert not isinstance(tx.case_for(to_the_bot), DeskCase)


def fail() -> None:
    """Raise, as a bug would."""
    raise ZeroDivisionError


# ---- copies -----------------------------------------------------------------------------


def test_the_same_mail_to_two_help_desks(desk: Desk) -> None:
    """It makes one ticket, at the help desk it names first, whichever copy comes first."""
    both = {"to": f"{SECOND}, {SUPPORT}"}
    assert desk.deal(request("a", "Kim", 1, **both)).rules.address == SECOND
    assert desk.deal(request("a", "Kim", 1, **both, by=SECOND)).duplicate_of == "<a@example.org>"
    assert desk.ticket("CI-1").list == SECOND
    assert desk.became()["a"] == "duplicate"
    assert desk.deal(request("b", "Kim", 1, to="undisclosed:;", by=SECOND)).rules.address == SECOND


def test_the_same_id_with_other_words_keeps_both(desk: Desk) -> None:
    """A mailer that gives every mail the same id loses none."""
    case = desk.deal(request("omar", text="Another fire."))
    assert (case.duplicate_of, case.conflicts, case.ticket) == (None, True, None)
    case = desk.deal(request("omar", "Kim", more="X-Way: 2"))
    assert (case.duplicate_of, case.conflicts) == (None, True)
    assert desk.ticket("T-3").requester == "kim@example.org"


def test_a_copy_for_the_bot(desk: Desk) -> None:
    """After the help desk's mail it is a copy. Before it, it means nothing to the help
    desk, and the request still opens a ticket.
    """
    case = desk.deal(to_bot("omar", "Omar", "It is on fire.", subject="The printer"))
    assert (case.by_bot, case.duplicate_of) == (True, "<omar@example.org>")
    both = {"to": f"{SUPPORT}, {BOT}", "text": "hello"}
    desk.take(request("b", "Kim", 1, **both, by=BOT))
    assert desk.became()["b"] == "not a vote"
    case = desk.deal(request("b", "Kim", 1, **both))
    assert (case.duplicate_of, case.conflicts) == (None, False)


def test_a_mail_to_a_list_and_to_the_help_desk(desk: Desk) -> None:
    """Each decides on its own, whichever copy comes first."""
    both = {"to": f"{LIST}, {SUPPORT}", "subject": "[VOTE] A new printer", "vouched": True}
    desk.take(request("a", "Ana", 1, **both, by=LIST))
    case = desk.deal(request("a", "Ana", 1, **both))
    assert (case.duplicate_of, case.conflicts) == (None, False)
    desk.deal(request("b", "Ana", 2, **both))
    desk.take(request("b", "Ana", 2, **both, by=LIST))
    assert desk.states() == {1: "open", 2: "open"}
    desk.take(
        request(
            "c",
            "Ravi",
            3,
            text="+1",
            answers=["b"],
            subject="Re: [VOTE] A new printer",
            to=LIST,
            by=LIST,
        )
    )
    assert desk.became()["c"] == "vote"


def test_a_quarantined_mail_is_no_copy(desk: Desk) -> None:
    """It has no author."""
    mail = desk.read(request("a", "Kim"))
    with desk.store.transaction() as tx:
        tx.admit(mail)
        with tx.set_aside_on_error(mail):
            fail()
    case = desk.deal(request("a", "Kim", more="X-Way: 2"))
    assert (case.duplicate_of, case.conflicts) == (None, False)


# ---- the author -------------------------------------------------------------------------


def test_who_wrote_before_is_known(desk: Desk) -> None:
    """A preference alone does not register anybody."""
    case = desk.deal(request("b", "Omar", 1))
    assert case.person == Person("omar@example.org", "Omar", hours(0))
    assert (case.new_this_hour, case.new_today) == (0, 0)
    desk.take(Post("n", "Ana", "#listbot notes: off", 1, to=BOT, by=BOT))
    case = desk.deal(request("c", "Ana", 2))
    assert case.person == Person("ana@example.org", notes=Notes.OFF)
    assert case.new_today == 1


def test_new_people_are_counted() -> None:
    """In the hour and the day before; counted no further than it matters."""
    desk = Desk(in_force=desk_rules(hourly=2, daily=4))
    for number in range(8):
        desk.deal(request(f"{number}", f"n{number}@example.org", number / 4))
    case = desk.deal(request("x", "new@example.org", 2))
    assert (case.new_this_hour, case.new_today) == (3, 5)
    case = desk.deal(request("y", "newer@example.org", 25.9))
    assert (case.new_this_hour, case.new_today) == (0, 1)


def test_numbers_go_on_per_prefix(desk: Desk) -> None:
    """Two desks with one prefix share the numbers."""
    assert desk.deal(request("b", "Kim")).next_number == 2
    assert desk.deal(request("c", "Kim", to=SECOND, by=SECOND)).next_number == 1
    assert desk.deal(request("d", "Kim", to=SECOND, by=SECOND)).next_number == 2


def test_the_same_notice_within_a_day(desk: Desk) -> None:
    """From the same machine, with the same subject, while its ticket is open."""

    def notice(id: str, at: float, **more: object) -> Mail:
        mail = desk.read(request(id, "cron@example.org", at, **({"subject": "Disk full"} | more)))
        assert isinstance(mail, Mail)
        return replace(mail, automatic=Automatic("Auto-Submitted: auto-generated", is_notice=True))

    assert desk.deal(notice("a", 1)).same_notice is None
    assert desk.deal(notice("b", 2)).same_notice == desk.ticket("T-2")
    desk.change("T-3", Change(Field.STATUS, "new", Status.CLOSED))
    assert desk.deal(notice("c", 3, subject="Re: disk full")).same_notice == desk.ticket("T-2")
    assert desk.deal(notice("d", 3, subject="Disk empty")).same_notice is None
    assert desk.deal(notice("e", 30)).same_notice is None
    assert desk.deal(notice("f", 31, answers=["a"])).same_notice is None


# ---- command lines ----------------------------------------------------------------------


def test_lines_bring_the_tickets_they_name(desk: Desk) -> None:
    """At most twenty, each once; a mail without lines loads none."""
    desk.deal(request("b", "Kim", 1))
    case = desk.deal(
        request(
            "c",
            "Ana",
            2,
            text="#listbot merge: t-2\n#listbot take: T-1 T-2 T-77 V-3",
            answers=["omar"],
        )
    )
    assert [each.key for each in case.named] == ["T-2", "T-1"]
    assert (case.recent, case.parent) == ((), None)
    assert desk.deal(request("d", "Ana", 3, text="T-1", answers=["omar"])).named == ()
    many = "#listbot take: T-2 " + " ".join(f"T-{number}" for number in range(3, 30)) + " T-1"
    case = desk.deal(request("e", "Ana", 3, text=many))
    assert [each.key for each in case.named] == ["T-2"]
    assert case.passed_over == {f"T-{number}" for number in (1, *range(22, 30))}


def test_undo_brings_the_last_events(desk: Desk) -> None:
    """Twenty of them, oldest first; none without a ticket."""
    for number in range(25):
        desk.deal(request(f"m{number}", "Omar", number, answers=["omar"]))
    case = desk.deal(request("u", "Ana", 30, text="#listbot undo", answers=["omar"]))
    assert [each.mail for each in case.recent] == [
        f"<m{number}@example.org>" for number in range(5, 25)
    ]
    assert desk.deal(request("v", "Ana", 31, text="#listbot undo")).recent == ()


def test_split_brings_the_mail_it_answers(desk: Desk) -> None:
    """The nearest one that is here and in the ticket, even across a merge."""
    desk.deal(request("a", "Kim", 1, text="And my screen.\n\n-- \nKim", answers=["omar"]))
    desk.deal(request("other", "Lena", 1))
    split = {"text": "#listbot split", "answers": ["omar", "a", "other", "lost"]}
    case = desk.deal(request("s", "Ana", 2, **split))
    assert case.parent is not None
    assert case.parent.message_id == "<other@example.org>"
    case = desk.deal(request("t", "Ana", 2, **(split | {"answers": ["omar", "a", "lost"]})))
    assert case.parent is not None
    assert (case.parent.message_id, case.parent.author, case.parent.text) == (
        "<a@example.org>",
        "kim@example.org",
        "And my screen.",
    )
    desk.change("T-1", Change(Field.MERGED, "", "T-2"))
    case = desk.deal(request("u", "Ana", 3, **(split | {"answers": ["a"]})))
    assert case.ticket is not None
    assert (case.ticket.key, case.parent is not None) == ("T-2", True)


def asking(
    desk: Desk,
    text: str = "#listbot split",
    ticket: str = "T-1",
    answered: bool = False,
    **more: object,
) -> Confirmation:
    """Ana's lines came without proof, so she is asked."""
    asked = request("lines", "Ana", 2, text=text, **more)
    question = Confirmation(
        TOKEN,
        ticket,
        "ana@example.org",
        (("split", "T-1"),),
        "<lines@example.org>",
        hours(2),
        answered,
    )
    desk.deal(
        asked,
        lambda mail, case: MailDecision(
            Disposition.REPLY, "asked", desk=DeskChange(ticket, asks=question)
        ),
    )
    return question


@pytest.mark.parametrize(
    "yes",
    [
        {"to": f"listbot+c-{TOKEN}@example.org"},
        {"to": f"Infra-Support+C-{TOKEN.upper()}@Example.org", "by": SUPPORT},
        {"subject": f"Re: did you ask for this? [{TOKEN}]"},
    ],
)
def test_a_yes_brings_what_was_asked(desk: Desk, yes: dict[str, str]) -> None:
    """By address or subject, with the question's ticket, lines, and the mail those answered."""
    desk.deal(request("a", "Kim", 1, answers=["omar"]))
    question = asking(desk, answers=["omar", "a"])
    case = desk.deal(to_bot("y", "Ana", "yes", **yes))
    assert case.ticket is not None
    assert (case.confirmation, case.ticket.key, case.found_by.name) == (question, "T-1", "ADDRESS")
    assert case.named == (case.ticket,)
    assert case.parent is not None
    assert case.parent.message_id == "<a@example.org>"


def test_a_question_is_answered_once(desk: Desk) -> None:
    """An answered question says so."""
    question = asking(desk)
    answered = DeskChange("T-1", answers=TOKEN)
    yes = to_bot("y", "Ana", "yes", to=f"listbot+c-{TOKEN}@example.org")
    desk.deal(yes, lambda mail, case: MailDecision(Disposition.COMMAND, "done", desk=answered))
    case = desk.deal(replace(yes, id="z"))
    assert case.confirmation == replace(question, answered=True)


def test_a_question_about_no_ticket(desk: Desk) -> None:
    """It has none."""
    asking(desk, ticket="")
    case = desk.deal(to_bot("y", "Ana", "yes", to=f"listbot+c-{TOKEN}@example.org"))
    assert (case.confirmation is not None, case.ticket) == (True, None)


def test_a_token_of_no_question(desk: Desk) -> None:
    """It means nothing."""
    assert not for_desk(desk, to_bot("y", "Ana", "yes", to=f"listbot+c-{'a' * 12}@example.org"))


def test_who_was_asked_today_is_not_asked_again(desk: Desk) -> None:
    """From any of their addresses."""
    asking(desk)
    line = {"text": "#listbot take", "answers": ["omar"]}
    assert desk.deal(request("a", "ana@example.net", 20, **line)).asked_today
    assert not desk.deal(request("b", "Ravi", 20, **line)).asked_today
    assert not desk.deal(request("c", "Ana", 27, **line)).asked_today
    assert timedelta(hours=24) < hours(27) - hours(2)


# ---- a question on a decision list --------------------------------------------------


def aside(desk: Desk, post: Post) -> DeskAside | None:
    """Return what a list's case knows of the help desk; the mail is not kept."""
    found = None
    with contextlib.suppress(InterruptedError), desk.store.transaction() as tx:
        mail = desk.read(post)
        tx.admit(mail)
        case = tx.case_for(mail)
        assert isinstance(case, Case)
        found = case.desk
        raise InterruptedError
    return found


def test_a_question_that_is_to_become_a_ticket(desk: Desk) -> None:
    """The help desk, its next number and the answered mail: a person's, on this list."""
    desk.take(Post("asked", "Lena", "Where are the logs?", 1, "Logs"))
    line = Post("t", "Ana", "#listbot ticket", 2, "Re: Logs", answers=["asked"])
    found = aside(desk, line)
    assert found is not None
    assert found.parent is not None
    assert (found.key, found.known) == ("T-2", "")
    assert (found.parent.author, found.parent.text) == ("lena@example.org", "Where are the logs?")
    for above in (["lost"], ["omar"], []):
        found = aside(desk, replace(line, answers=above))
        assert found is not None
        assert (found.parent, found.known) == (None, "T-1" if above == ["omar"] else "")
    desk.take(Post("cron", "Lena", "Away.", 1, "Logs", more="Auto-Submitted: auto-replied"))
    found = aside(desk, replace(line, answers=["cron"]))
    assert found is not None
    assert found.parent is None


def test_nobody_asks_for_a_ticket(desk: Desk) -> None:
    """Then nothing is looked up, nor without a help desk."""
    assert aside(desk, Post("t", "Ana", "A ticket, please.", 2)) is None
    lists = tuple(each for each in desk_rules().lists if each.role is not ListRole.SUPPORT)
    without = Desk(in_force=replace(desk_rules(), lists=lists))
    assert aside(without, Post("t", "Ana", "#listbot ticket", 2)) is None


def test_who_said_yes_may_be_asked_again_the_same_day(desk: Desk) -> None:
    """The limit is against unwanted letters, not against a member at work."""
    asking(desk, answered=True)
    line = {"text": "#listbot take", "answers": ["omar"]}
    assert not desk.deal(request("a", "ana@example.net", 20, **line)).asked_today
