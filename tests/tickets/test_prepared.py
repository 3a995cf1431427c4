"""A member answers with a prepared text: what the ticket says then, and who waits for whom."""

from dataclasses import replace

import pytest

from listbot.mail import Mail
from listbot.model.decision import MailDecision
from listbot.model.desk.outer import CallKind
from listbot.model.desk.people import Confirmation
from listbot.model.desk.rules import DeskRules, OuterRules, PreparedAnswer, Private
from listbot.model.desk.ticket import Change, Event, Field, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase, FoundBy
from listbot.model.list_rules import ListRules
from listbot.model.policy import Member, Roster
from listbot.tickets.decide import on_act, on_request
from listbot.tickets.joining import MOST_PEOPLE
from listbot.tickets.lines.prepared import filled, misspelt
from listbot.tickets.outside.planning import planned
from tests.tickets.situations import ANA, BOT, HOUR, KIM, NOW, PAT, RULES, case, mail, ticket

LATER = NOW + HOUR
BY_ANA = "Ana Ruiz <ana@example.org>"
PAPER = PreparedAnswer("paper", "Paper is in room 4.\n\n{member}, about {ticket}")
VPN = PreparedAnswer("vpn", "Please start the VPN again.")
SAID = "Paper is in room 4.\n\nAna Ruiz, about T-118"
OUTER = OuterRules("roundup", public=False, private=Private.ALL)
DESK = DeskRules(answers=(PAPER, VPN), team=("team@example.org",))
WITH_ANSWERS = replace(RULES, desk=DESK)
TO_REQUESTER = Change(Field.STATUS, Status.NEW, Status.ON_REQUESTER)


def thread(rules: ListRules = WITH_ANSWERS, **changes: object) -> DeskCase:
    """A case whose mail answers T-118, which nobody has looked at."""
    return case(**({"rules": rules, "ticket": ticket(), "found_by": FoundBy.ANCESTOR} | changes))


def by_ana(body: str, **fields: str) -> Mail:
    """A mail of Ana's an hour later."""
    fields = {"subject": "Re: Wiki login fails", "message_id": "<a@example.org>"} | fields
    return mail(body, by=BY_ANA, at=LATER, headers="In-Reply-To: <t118@example.net>\n", **fields)  # type: ignore[arg-type]


def changed(decision: MailDecision) -> tuple[Ticket, tuple[Event, ...]]:
    """The only ticket that it changes, and what it adds."""
    assert decision.desk is not None
    (change,) = decision.desk.changes
    return change.ticket, change.events


def transcript(decision: MailDecision) -> list[tuple[str, bool, str]]:
    """The lines of the letter that answers commands."""
    facts = next(order.facts for order in decision.letters if order.kind == "M22")
    return [(each.text, each.done, each.answer) for each in facts.lines]  # type: ignore[attr-defined]


def test_the_text_is_the_members_answer() -> None:
    """The ticket has it as Ana's words, and waits for its requester."""
    decision = on_request(by_ana("#listbot answer: paper"), thread())
    after, (event,) = changed(decision)
    expected = Event(
        What.WROTE,
        LATER,
        Side.TEAM,
        ANA,
        "Ana Ruiz",
        "<a@example.org>",
        SAID,
        changes=(Change(Field.PARTICIPANT, "", ANA), TO_REQUESTER),
        prepared=("paper",),
    )
    assert event == expected
    assert after == replace(
        ticket(Status.ON_REQUESTER),
        since=LATER,
        participants=(KIM, PAT, ANA),
        answered=LATER,
        heard=LATER,
        asked_by="Ana Ruiz",
        events=2,
        untold_since=LATER,
    )
    assert transcript(decision) == [
        ("#listbot answer: paper", True, 'T-118 was answered with "paper".')
    ]


def test_the_members_own_words_come_first() -> None:
    """The mail has one event, and even those who have the mail get the text."""
    body = "#listbot answer: vpn\n\nHello Kim, I have looked.\n\n#listbot answer: paper\n"
    after, (event,) = changed(on_request(by_ana(body, to=f"{KIM}, {BOT}"), thread()))
    assert event.text == f"Hello Kim, I have looked.\n\n{VPN.text}\n\n{SAID}"
    assert (event.prepared, event.had_it) == (("vpn", "paper"), ())
    assert (after.status, after.events, after.told) == (Status.ON_REQUESTER, 2, 1)


def test_the_same_text_is_said_once() -> None:
    """A line that is written twice does not repeat it."""
    _, (event,) = changed(on_request(by_ana("#listbot answer: vpn\n" * 2), thread()))
    assert (event.text, event.prepared) == (VPN.text, ("vpn",))


@pytest.mark.parametrize("lines", ["answer: vpn\n#listbot close", "close\n#listbot answer: vpn"])
def test_it_answers_and_closes(lines: str) -> None:
    """Whatever the order of the lines: both are one letter's news."""
    after, (said, closed) = changed(on_request(by_ana(f"#listbot {lines}"), thread()))
    assert (after.status, said.text) == (Status.CLOSED, VPN.text)
    close = Change(Field.STATUS, Status.ON_REQUESTER, Status.CLOSED)
    assert (closed.what, closed.changes) == (What.CHANGED, (close,))


@pytest.mark.parametrize("lines", ["answer: vpn\n#listbot take", "take\n#listbot answer: vpn"])
def test_a_ticket_that_is_taken_and_answered(lines: str) -> None:
    """It waits for its requester, as if the member had written the words themselves."""
    after, (said, taken) = changed(on_request(by_ana(f"#listbot {lines}"), thread()))
    assert (after.status, after.assignee) == (Status.ON_REQUESTER, ANA)
    assert TO_REQUESTER in said.changes
    assert taken.changes == (Change(Field.ASSIGNEE, "", ANA),)


def test_other_tickets_are_answered_by_their_names() -> None:
    """Each gets the text with its own number, and the mail's own ticket nothing."""
    others = tuple(replace(ticket(), number=each, root=f"<t{each}@example.net>") for each in (3, 5))
    decision = on_request(by_ana("#listbot answer: paper T-3 T-5"), thread(named=others))
    assert decision.desk is not None
    own, *answered = decision.desk.changes
    assert [(each.text, each.prepared) for each in own.events] == [("", ())]
    assert [(each.ticket.key, each.ticket.status) for each in answered] == [
        ("T-3", Status.ON_REQUESTER),
        ("T-5", Status.ON_REQUESTER),
    ]
    assert [each.events[0].text[-3:] for each in answered] == ["T-3", "T-5"]


def test_no_two_comments_of_a_tracker_share_a_label() -> None:
    """One mail that speaks in two tickets makes two comments, which Roundup tells apart by label
    alone.
    """
    rules = replace(WITH_ANSWERS, desk=replace(DESK, outer=OUTER))
    other = replace(ticket(), number=3, root="<t3@example.net>")
    body = "I will bring some.\n\n#listbot answer: vpn T-3\n#listbot answer: paper\n"
    decision = on_request(by_ana(body), thread(rules, named=(other,)))
    assert decision.desk is not None
    labels = [
        call.label
        for each in decision.desk.changes
        for call in planned(each.ticket, each.events, rules.desk, Private.ALL)
        if call.kind is CallKind.COMMENT
    ]
    assert (len(labels), len(set(labels))) == (2, 2)


def test_a_request_of_a_member_that_has_its_answer() -> None:
    """The request and the answer stay apart: two events, the words of each under its own mail."""
    body = "The paper is out, for the record.\n\n#listbot answer: paper\n"
    decision = on_request(by_ana(body), case(rules=WITH_ANSWERS))
    after, (opened, said) = changed(decision)
    assert (opened.what, opened.text) == (What.OPENED, "The paper is out, for the record.")
    assert (said.what, said.text, after.events) == (What.WROTE, SAID, 2)


def test_a_closed_ticket_stays_closed() -> None:
    """As with words of one's own; the text is sent all the same."""
    after, (event,) = changed(
        on_request(by_ana("#listbot answer: vpn"), thread(ticket=ticket(Status.CLOSED)))
    )
    assert (after.status, event.text) == (Status.CLOSED, VPN.text)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("answer: papr", 'There is no answer "papr". Did you mean "#listbot answer: paper"?'),
        (
            "answer: etc/../passwd",
            'There is no answer "etc/../passwd". There are: paper, vpn.',
        ),
        ("answer: {ticket}", 'There is no answer "{ticket}". There are: paper, vpn.'),
        (
            "answer",
            'Please name the answer, as in "#listbot answer: paper". There are: paper, vpn.',
        ),
    ],
)
def test_a_name_without_a_text_does_nothing(line: str, answer: str) -> None:
    """It never becomes the name of a file; a similar name is suggested."""
    decision = on_request(by_ana(f"#listbot {line}"), thread())
    after, (event,) = changed(decision)
    assert (after.status, event.text, event.prepared) == (Status.NEW, "", ())
    assert [each[1:] for each in transcript(decision)] == [(False, answer)]


def test_names_are_read_as_people_write_them() -> None:
    """In any case of letters, in quotes, with a full stop."""
    _, (event,) = changed(on_request(by_ana('#listbot answer: "VPN".'), thread()))
    assert event.prepared == ("vpn",)


def test_many_names_are_not_all_listed() -> None:
    """The answer to the command stays short."""
    names = tuple(PreparedAnswer(f"a{each:02}", "x") for each in range(22))
    rules = replace(RULES, desk=DeskRules(answers=names))
    ((_, _, answer),) = transcript(on_request(by_ana("#listbot answer: zzz"), thread(rules)))
    assert answer.endswith("a18, a19, and 2 more.")


def test_a_desk_without_answers_says_so() -> None:
    """Nobody looks for a name that cannot exist."""
    ((_, done, answer),) = transcript(on_request(by_ana("#listbot answer: vpn"), thread(RULES)))
    assert (done, answer) == (False, "No answers are prepared here. Please write your own.")


@pytest.mark.parametrize("body", ["#listbot answer: vpn", "#listbot answer: nothing"])
def test_other_people_learn_nothing_about_them(body: str) -> None:
    """Not even which names there are."""
    decision = on_request(mail(body, at=LATER), thread())
    _, (event,) = changed(decision)
    assert (event.text, event.prepared) == ("", ())
    ((_, done, answer),) = transcript(decision)
    assert done is False
    assert answer.startswith("Only the team can do this.")


def test_a_quoted_line_does_nothing() -> None:
    """Only a member's own words are read."""
    after, (event,) = changed(on_request(by_ana("> #listbot answer: vpn\n\nThanks."), thread()))
    assert (event.text, event.prepared, after.status) == ("Thanks.", (), Status.ON_REQUESTER)


def test_a_forged_line_waits_for_its_members_yes() -> None:
    """The mail says nothing prepared; the yes does, in the member's name."""
    forged = mail("#listbot answer: vpn", by=BY_ANA, at=LATER, vouched=False)
    decision = on_request(forged, thread())
    assert decision.desk is not None
    assert [each.text for each in decision.desk.changes[0].events] == [""]
    asked = decision.desk.asks
    assert isinstance(asked, Confirmation)
    yes = mail("yes", by=BY_ANA, at=LATER + HOUR, vouched=False, message_id="<y@example.org>")
    after, (event,) = changed(on_request(yes, thread(confirmation=asked)))
    assert (event.side, event.text, event.mail) == (Side.TEAM, VPN.text, "<y@example.org>")
    assert after.status is Status.ON_REQUESTER


def test_a_member_who_answers_follows_where_the_team_gets_no_copies() -> None:
    """As with words of their own: nobody else would read what the requester says."""
    alone = replace(RULES, desk=replace(DESK, team=()))
    after, _ = changed(on_request(by_ana("#listbot answer: vpn"), thread(alone)))
    assert after.watchers == (KIM, ANA)
    crowd = tuple(f"p{each}@example.org" for each in range(MOST_PEOPLE))
    full = ticket(participants=crowd)
    after, _ = changed(on_request(by_ana("#listbot answer: vpn"), thread(alone, ticket=full)))
    assert (after.participants, after.watchers) == (crowd, (KIM,))


def test_an_operators_answer_makes_nobody_a_participant() -> None:
    """The name of a login is not an address."""
    decision = on_act(
        thread(by_operator=True), "answer", "paper", who="root", reason="by phone", at=LATER
    )
    after, (event,) = changed(decision)
    assert (after.participants, after.watchers) == ((KIM, PAT), (KIM,))
    assert (event.text[:5], event.reason, event.side) == ("Paper", "by phone", Side.TEAM)


@pytest.mark.parametrize(
    ("by", "name"),
    [("Ana Ruiz <bo@example.org>", "Ana Ruiz"), ("bo@example.org", "bo")],
)
def test_a_member_without_a_name_in_the_roster(by: str, name: str) -> None:
    """They are called as in their mail, and never by their whole address."""
    rules = replace(WITH_ANSWERS, roster=Roster((Member("", ("bo@example.org",)),)))
    said = mail("#listbot answer: paper", by=by, at=LATER)
    _, (event,) = changed(on_request(said, thread(rules)))
    assert event.text.endswith(f"\n{name}, about T-118")


def test_only_placeholders_are_replaced() -> None:
    """Braces of a program stay; what is put in is not looked at again."""
    text = "{ticket} ${HOME} {print} { ticket } {member}"
    assert filled(text, "T-1", "{ticket}") == "T-1 ${HOME} {print} { ticket } {ticket}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{tikcet} and {Member}", [("tikcet", "ticket"), ("Member", "member")]),
        ("awk '{print}' {ticket} {members}", [("members", "member")]),
        ("{x} {requester}", []),
    ],
)
def test_a_misspelt_placeholder_is_noticed(text: str, found: list[tuple[str, str]]) -> None:
    """What is like neither of them is taken for a line of a program."""
    assert list(misspelt(text)) == found
