"""What strangers try at a help desk, through the real line: to get in, to silence people, to have
us write for them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot import pipeline
from listbot.mail import Arrival, Level, read
from listbot.mail.wire.extensions import bounce_address, reply_address
from listbot.model.desk.ticket import Status, Ticket
from listbot.model.list_rules import ListRole
from listbot.store.desk.threading import load
from listbot.tickets.joining import MOST_PEOPLE
from tests.playing import BOT, LIST_HOST, Play, Post, hours
from tests.store.desk.by_hand import SUPPORT, desk_rules, request

KIM, PAT, MALLORY = "kim@user.example", "pat@user.example", "mallory@evil.example"
SPAM = "Cheap pills: http://evil.example/"


class Line(Play):
    """A help desk that believes only its own list's host, and draws nonces as the edge does."""

    def send(self, post: Post, to: str = "") -> str:
        """Send one mail."""
        mail = self.read(post)
        return self.hand(replace(mail.arrival, nonce=f"{post.id:0>16}", envelope_to=to))

    def raw(self, text: str, at: float, by: str = SUPPORT, to: str = "") -> str:
        """One mail as text."""
        context = self.in_force.of(by).context
        arrived = hours(at) + timedelta(minutes=1)
        return self.hand(Arrival(text.encode(), context, "lmtp", arrived, envelope_to=to))

    def hand(self, arrival: Arrival) -> str:
        """Hand over one arrival."""
        self.now = max(self.now, arrival.arrived)
        with self.store.transaction() as tx:
            return pipeline.settle(tx, read(arrival))

    def ticket(self, number: int = 1) -> Ticket:
        """A ticket."""
        with self.store.reading() as connection:
            found = load(connection, f"T-{number}")
        assert found is not None
        return found

    def reply_to(self, number: int = 1) -> str:
        """The reply address of a ticket."""
        return reply_address(SUPPORT, number, self.ticket(number).token, "+")

    def told(self, words: str) -> list[str]:
        """The people who get a letter with these words."""
        return [each.parcel.recipients[0] for each in self.letters() if words in each.text]


@pytest.fixture
def line() -> Line:
    rules = desk_rules()
    strict = (
        replace(each, identity=Level.LIST_VOUCHED, trusted_hops=(LIST_HOST,))
        if each.role is ListRole.SUPPORT
        else each
        for each in rules.lists
    )
    return Line(in_force=replace(rules, lists=tuple(strict)))


def asked(line: Line) -> None:
    """Kim has a private request, and the team knows of it."""
    line.send(request("q", KIM, subject="A private matter", text="My account."))
    line.tick(hours(1))


def test_who_knows_a_message_id_is_not_let_in(line: Line) -> None:
    """It may be in a public archive. Only the team sees such a mail."""
    asked(line)
    line.send(request("m", MALLORY, 2, answers=["q"], text="Tell me more.", cc="eve@evil.example"))
    line.send(
        request("a", "Ana", 3, answers=["q"], text="Your code is in the letter.", vouched=True)
    )
    line.tick(hours(4))
    ticket = line.ticket()
    assert {MALLORY, "eve@evil.example"}.isdisjoint((*ticket.watchers, *ticket.participants))
    assert line.told("Your code") == [KIM]
    assert line.told("Tell me more.") == ["ana@example.org"]


@pytest.mark.parametrize("sender", ["Ana", KIM])
@pytest.mark.parametrize("vouched", [False, True])
def test_a_guessed_tag_brings_nobody_in(line: Line, sender: str, vouched: bool) -> None:
    """Not even in the name of a member or the requester, which can be forged."""
    asked(line)
    line.send(request("f", sender, 2, subject="[T-1] x", cc=MALLORY, text="Look.", vouched=vouched))
    line.send(request("m", MALLORY, 3, subject="[T-1] x", text="Thank you, what is it?"))
    assert MALLORY not in (*line.ticket().watchers, *line.ticket().participants)


def test_a_guessed_tag_and_a_forged_member_reach_nobody(line: Line) -> None:
    """A mail without proof is a separate request, linked for the team."""
    asked(line)
    line.send(request("f", "Ana", 2, subject="[T-1] x", text="Please send me your password."))
    line.tick(hours(3))
    assert line.told("your password") == []
    assert line.ticket(2).links == ("T-1",)


def test_a_guessed_tag_closes_nothing(line: Line) -> None:
    """The requester would not even hear of it, as people are not notified of their own changes."""
    asked(line)
    line.send(request("f", KIM, 2, subject="[T-1] x", text="It works now, thanks."))
    assert line.ticket().status is Status.NEW


def test_a_letter_of_the_ticket_lets_in(line: Line) -> None:
    """People who were given its reply address take part by writing, and so do the people
    they copy."""
    asked(line)
    line.send(request("p", PAT, 2, to=line.reply_to(), cc="zoe@user.example", text="Me too."))
    assert line.ticket().watchers == (KIM, PAT)
    assert line.ticket().participants == (KIM, PAT, "zoe@user.example")


def test_a_ticket_has_so_many_people(line: Line) -> None:
    """Each of them costs something with each mail."""
    asked(line)
    crowd = ", ".join(f"p{number}@user.example" for number in range(300))
    line.send(request("p", KIM, 2, to=line.reply_to(), cc=crowd, text="All of them."))
    line.send(request("r", KIM, 3, to=line.reply_to(), cc="one-more@user.example", text="And one."))
    assert len(line.ticket().participants) == MOST_PEOPLE


REPORT = """From: {author}
To: {to}
Subject: {subject}
Message-ID: <dsn@x.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; x.example

Final-Recipient: rfc822; {gone}
Action: failed
Status: 5.1.1

--b--
"""


def test_a_report_silences_nobody_by_what_it_says(line: Line) -> None:
    """It is believed only about the recipient whose letter's envelope sender it came to."""
    asked(line)
    line.raw(REPORT.format(author=KIM, to=SUPPORT, subject="[T-1] x", gone=KIM), 2)
    assert line.ticket().bouncing == ()


def test_an_envelope_sender_cannot_be_worked_out(line: Line) -> None:
    """A follower knows the ticket's token and the addresses of others; the real envelope sender is
    only in Kim's letter."""
    asked(line)
    line.send(request("p", PAT, 2, to=line.reply_to(), text="Me too."))
    guessed = bounce_address(BOT, 1, line.ticket().token, KIM, "+")
    real = line.letters("M9")[0].parcel.envelope_from
    for number, to in enumerate((guessed, real)):
        back = REPORT.replace("<dsn@", f"<dsn{number}@")
        line.raw(
            back.format(author="mailer-daemon@x.example", to=to, subject="x", gone=KIM), 3, BOT, to
        )
        assert line.ticket().bouncing == ((), (KIM,))[number]


@pytest.mark.parametrize(
    "by", [{"subject": "[T-{}] x"}, {"answers": "q{}"}], ids=["tag", "reference"]
)
def test_requests_in_the_names_of_others_are_no_way_to_write_to_them(
    line: Line, by: dict[str, str]
) -> None:
    """The forger knows their numbers and Message-IDs; our letters do not repeat the forged
    words."""
    for number in range(1, 31):
        line.send(request(f"q{number}", f"victim{number}@v.example", number / 100, cc=MALLORY))
    line.tick(hours(1))
    for number in range(1, 31):
        tie = {name: value.format(number) for name, value in by.items()}
        answers = [tie["answers"]] if "answers" in tie else []
        subject = tie.get("subject", "x")
        line.send(request(f"s{number}", MALLORY, 2, answers=answers, subject=subject, text=SPAM))
    line.tick(hours(3))
    assert line.told("pills") == []


def test_not_too_many_strangers_start_to_follow(line: Line) -> None:
    """Anybody with a letter of one ticket can forge answers to it from others."""
    asked(line)
    for number in range(40):
        line.send(
            request(f"v{number}", f"victim{number}@v.example", 2, to=line.reply_to(), text="Hi.")
        )
    assert len(line.ticket().watchers) == 21  # and Kim


@pytest.mark.parametrize(
    "text", ["#listbot forget-me", "Hello.\n#listbot forget-me", "password: hunter2!xyz"]
)
def test_no_letter_goes_to_more_strangers_than_the_list_allows(line: Line, text: str) -> None:
    """Questions and warnings count like first letters."""
    asked(line)
    for number in range(40):
        line.send(request(f"v{number}", f"victim{number}@v.example", 2, to=SUPPORT, text=text))
        line.send(
            request(f"w{number}", f"other{number}@v.example", 2, to=line.reply_to(), text=text)
        )
    assert len([each for each in line.letters() if each.state == "queued"]) <= 21


def test_an_address_that_is_not_proven_gets_one_letter_a_day(line: Line) -> None:
    """Whatever comes in its name, for any number of tickets; the requests are kept all the same."""
    victims = [f"victim{number}@v.example" for number in range(20)]
    for number, victim in enumerate(victims * 10):
        line.send(request(f"v{number}", victim, number / 100, text="password: hunter2!xyz"))
    assert sorted(each.parcel.recipients[0] for each in line.letters()) == sorted(victims)
    assert line.ticket(200).requester == victims[-1]


@pytest.mark.parametrize("how", ["to its address", "with its mark"])
def test_who_answers_the_first_letter_is_proven(line: Line, how: str) -> None:
    """Only the letter has the token. From then on each mail gets its answer, as for anybody
    else."""
    asked(line)
    token = line.ticket().token
    answer = request("a", KIM, 2, answers=["q"], text="Thank you!")
    to = line.reply_to() if how == "to its address" else SUPPORT
    text = "Thank you!" if how == "to its address" else f"Thank you!\n\n> [T-1 {token}]"
    line.send(replace(answer, to=to, text=text))
    line.send(request("r", KIM, 3, subject="Another matter"))
    assert [each.parcel.recipients[0] for each in line.letters("M9")] == [KIM] * 2


def test_who_only_knows_the_id_of_a_letter_is_not_proven(line: Line) -> None:
    """It is made from the ticket's number and the address, which the forger of the request
    knows."""
    asked(line)
    (first,) = line.letters("M9")
    raw = (
        f"From: {KIM}\nTo: {SUPPORT}\nMessage-ID: "
        f"<a@x>\nIn-Reply-To: {first.parcel.message_id}\n\nThank you!\n"
    )
    line.raw(raw, 2)
    line.send(request("r", KIM, 3, subject="Another matter"))
    assert len(line.letters("M9")) == 1


def test_who_follows_a_ticket_proves_nobody_else(line: Line) -> None:
    """Others have the token as well, once the team has answered."""
    line.send(request("q", KIM, text="My account.", cc=MALLORY))
    line.send(request("a", "Ana", 1, answers=["q"], text="Done.", vouched=True))
    line.send(request("f", KIM, 2, to=line.reply_to(), text="Thank you!"))
    line.send(request("r", KIM, 3, subject="Another matter"))
    assert len(line.letters("M9")) == 1


def test_a_transcript_repeats_no_strangers_text(line: Line) -> None:
    """It goes to whatever address the From names."""
    asked(line)
    text = f"#listbot mail: {SPAM}\n#listbot close: T-1 {SPAM}\n#listbot digest: off"
    line.send(request("f", KIM, 26, text=text))  # the first letter was that of the day before
    (letter,) = line.letters("M22")
    assert "pills" not in letter.text
    assert '"#listbot digest: off"' in letter.text


def test_a_message_id_of_another_ticket_draws_no_answers(line: Line) -> None:
    """Otherwise a request with a public mail's Message-ID would get the replies to that."""
    asked(line)
    line.send(request("q", MALLORY, 2, text="Other words."))
    line.send(request("a", "Ana", 3, answers=["q"], text="Kim, it is done.", vouched=True))
    line.tick(hours(4))
    assert line.told("it is done") == [KIM]
