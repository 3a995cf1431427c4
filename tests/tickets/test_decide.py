"""What one mail to the help desk changes: each step of the table, and every letter it causes."""

from dataclasses import replace

import pytest

from listbot.mail import Arrival, ListContext, Mail, Unreadable
from listbot.model.decision import MailDecision
from listbot.model.desk.people import Confirmation, Notes, Person, Written
from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import Event, Field, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase, FoundBy
from listbot.model.disposition import Disposition
from listbot.tickets.decide import on_act, on_request
from tests.tickets.situations import (
    ANA,
    BOT,
    DAY,
    HOUR,
    KIM,
    NOW,
    PAT,
    RULES,
    SUPPORT,
    case,
    mail,
    ticket,
)

LATER = NOW + HOUR
ANA_WRITES = "Ana Ruiz <ana@example.org>"
MALLORY = "mallory@example.com"


def kinds(decision: MailDecision) -> list[str]:
    """The kinds of its letters."""
    return [order.kind for order in decision.letters]


def ticket_of(decision: MailDecision) -> Ticket:
    """The first ticket it changes."""
    assert decision.desk is not None
    return decision.desk.changes[0].ticket


def event_of(decision: MailDecision) -> Event:
    """The first event it adds."""
    assert decision.desk is not None
    return decision.desk.changes[0].events[0]


def in_thread(**changes: object) -> DeskCase:
    """A case whose mail answers T-118, which has waited for the team since nine."""
    return case(**({"ticket": ticket(), "found_by": FoundBy.ANCESTOR} | changes))


# ---- opening ----------------------------------------------------------------------------


def test_a_mail_opens_a_ticket_and_its_author_follows_it() -> None:
    """Number, title, requester, watcher, token from the first moment; and one letter says so."""
    found = on_request(
        mail(subject="Re: Wiki login fails", to=f"{SUPPORT}, pat@example.net"), case()
    )
    opened = ticket_of(found)
    assert (found.disposition, opened.key, opened.title) == (
        Disposition.TICKET,
        "T-118",
        "Wiki login fails",
    )
    assert (opened.requester, opened.watchers, opened.participants) == (KIM, (KIM,), (KIM, PAT))
    assert (opened.status, opened.public, opened.history) == (Status.NEW, False, False)
    assert event_of(found).text == "The wiki does not let me in."
    assert kinds(found) == ["M9"]
    assert found.letters[0].recipients == (KIM,)
    assert found.desk is not None
    assert found.desk.changes[0].takes == ("<m1@example.net>",)


def test_an_unknown_sender_is_registered_in_the_same_letter() -> None:
    """One letter per new address."""
    found = on_request(mail(), case(person=None))
    assert found.desk is not None
    assert found.desk.people == (Person(KIM, "Kim Sato", registered=NOW),)
    assert kinds(found) == ["M9"]


def test_a_person_known_for_a_wish_only_is_registered_with_it() -> None:
    """The wish stays."""
    found = on_request(mail(), case(person=Person(KIM, notes=Notes.OFF)))
    assert found.desk is not None
    assert found.desk.people == (Person(KIM, "Kim Sato", registered=NOW, notes=Notes.OFF),)


def test_two_lists_have_the_same_token_for_nobody() -> None:
    """The token comes from the random nonce of this arrival."""
    one, other = (
        ticket_of(on_request(mail(nonce=nonce), case())).token for nonce in ("0" * 16, "1" * 16)
    )
    assert one != other
    assert len(one) == 10


@pytest.mark.parametrize(("hour", "day"), [(20, 20), (0, 100)])
def test_over_the_cap_the_letter_waits_for_a_member(hour: int, day: int) -> None:
    """A wave of forged requests causes no wave of letters, but the tickets exist."""
    found = on_request(mail(), case(person=None, new_this_hour=hour, new_today=day))
    assert found.letters[0].held
    assert [each.cause for each in found.alerts] == ["first letters"]
    known = on_request(mail(), case(new_this_hour=hour, new_today=day))
    assert not known.letters[0].held


SILENT = [
    mail(at=NOW - 31 * DAY),
    mail(archived=True),
    mail(headers="X-Auto-Response-Suppress: All\n"),
]


@pytest.mark.parametrize("which", SILENT, ids=["history", "archive", "no answer wanted"])
def test_some_requests_are_tickets_without_a_letter(which: Mail) -> None:
    """No letters about old mail or to people who refuse automatic answers; the request is kept all
    the same."""
    found = on_request(which, case())
    assert (found.disposition, found.letters) == (Disposition.TICKET, ())


def test_who_turned_mail_off_gets_none() -> None:
    """An opt-out holds for acknowledgements too."""
    off = Person(KIM, registered=NOW - DAY, mail="off")
    assert on_request(mail(), case(person=off)).letters == ()


def test_before_a_list_is_live_there_are_no_letters() -> None:
    """A desk whose daemon never started writes to nobody."""
    found = on_request(mail(), case(rules=replace(RULES, live_since=None)))
    assert found.letters == ()
    assert ticket_of(found).history


def test_a_stranger_who_names_a_ticket_gets_one_of_their_own() -> None:
    """A guessed "[T-12]" joins nothing and shows nothing; the team sees the link."""
    found = on_request(
        mail(by=f"Mallory <{MALLORY}>", subject="[T-118] more"),
        case(person=None, unsure=ticket(), next_number=119),
    )
    opened = ticket_of(found)
    assert (opened.key, opened.links, opened.title) == ("T-119", ("T-118",), "more")
    assert ticket().title not in str(found.letters[0].facts)


def test_a_notice_of_a_machine_opens_a_ticket_that_nobody_is_written_about() -> None:
    """An expiring certificate is work, but its sender is not a person."""
    found = on_request(mail(headers="Auto-Submitted: auto-generated\n"), case(person=None))
    assert (found.disposition, found.letters) == (Disposition.TICKET, ())
    assert ticket_of(found).watchers == ()
    assert event_of(found).side is Side.MACHINE
    assert found.desk is not None
    assert found.desk.people == ()


def test_the_same_notice_again_is_attached() -> None:
    """One a day is enough."""
    found = on_request(mail(headers="Auto-Submitted: auto-generated\n"), case(same_notice=ticket()))
    assert (found.disposition, ticket_of(found).key) == (Disposition.AUTOMATIC, "T-118")


def test_a_likely_secret_is_kept_private_and_told() -> None:
    """Whatever the list's setting."""
    public = replace(RULES, desk=DeskRules(public=True))
    found = on_request(mail("My password: hunter2 does not work."), case(rules=public))
    assert not ticket_of(found).public
    assert event_of(found).secret
    assert "secret=True" in str(found.letters[0].facts)


def test_an_unread_subject_is_said_so() -> None:
    """A ticket has a title even if its mail has no subject."""
    assert ticket_of(on_request(mail(subject="Re: "), case())).title == "(no subject)"


# ---- answers ----------------------------------------------------------------------------


def test_the_teams_answer_waits_for_the_requester() -> None:
    """And its author follows from then on, or they would miss the reply."""
    found = on_request(mail("Please try again.", by=ANA_WRITES, at=LATER), in_thread())
    answered = ticket_of(found)
    assert (found.disposition, answered.status, answered.answered) == (
        Disposition.REPLY,
        Status.ON_REQUESTER,
        LATER,
    )
    assert ANA in answered.watchers
    assert found.letters == ()
    assert answered.untold_since == LATER


def test_a_requesters_works_closes() -> None:
    """In their own words."""
    found = on_request(
        mail("Works now, thanks!", at=LATER), in_thread(ticket=ticket(Status.ON_REQUESTER))
    )
    assert (ticket_of(found).status, ticket_of(found).closed) == (Status.CLOSED, LATER)


def test_a_colleague_in_copy_who_writes_follows() -> None:
    """Writing means to follow; each letter says how to stop."""
    found = on_request(mail("Same here.", by="Pat <pat@example.net>", at=LATER), in_thread())
    assert ticket_of(found).watchers == (KIM, PAT)


def test_a_requester_who_left_does_not_follow_again_by_writing() -> None:
    """Only they can take back an opt-out."""
    left = ticket(watchers=())
    found = on_request(mail("One more thing.", at=LATER), in_thread(ticket=left))
    assert ticket_of(found).watchers == ()


def test_a_member_without_proof_is_shown_as_such() -> None:
    """A forged answer in a member's name does not count as the team's, and its name is marked."""
    found = on_request(
        mail("Send me your key.", by=ANA_WRITES, vouched=False, at=LATER), in_thread()
    )
    assert ticket_of(found).status is Status.NEW
    assert (event_of(found).side, event_of(found).name) == (Side.OTHER, "Ana Ruiz (not verified)")
    nameless = on_request(mail("Hi.", by=ANA, vouched=False, at=LATER), in_thread())
    assert event_of(nameless).name == f"{ANA} (not verified)"


def test_an_answer_of_a_flagged_watcher_clears_the_flag() -> None:
    """Somebody who writes can be reached."""
    found = on_request(mail("Again.", at=LATER), in_thread(ticket=ticket(bouncing=(KIM,))))
    assert ticket_of(found).bouncing == ()


def test_who_has_the_mail_already_is_noted() -> None:
    """People in To and Cc get no copy from us."""
    found = on_request(mail("Hello.", to=f"{KIM}, {SUPPORT}", by=ANA_WRITES, at=LATER), in_thread())
    assert event_of(found).had_it == (KIM,)


def test_a_secret_in_an_answer_is_told_to_its_author() -> None:
    """The author can still change it."""
    found = on_request(mail("password: hunter2", at=LATER), in_thread())
    assert kinds(found) == ["M24"]
    silent = mail("password: hunter2", at=LATER, headers="X-Auto-Response-Suppress: All\n")
    assert on_request(silent, in_thread()).letters == ()


def test_a_closed_ticket_opens_again_for_an_answer_and_not_for_thanks() -> None:
    """Within the grace."""
    closed = in_thread(ticket=ticket(Status.CLOSED))
    assert ticket_of(on_request(mail("It fails again.", at=LATER), closed)).status is Status.ON_TEAM
    assert ticket_of(on_request(mail("Thanks!", at=LATER), closed)).status is Status.CLOSED


def test_long_after_the_close_an_answer_is_a_new_ticket() -> None:
    """It is linked to the old one; thanks, and the team's words, open none."""
    closed = in_thread(ticket=ticket(Status.CLOSED), next_number=130)
    late = NOW + 15 * DAY
    found = on_request(mail("It fails again.", at=late), closed)
    assert (found.disposition, ticket_of(found).key, ticket_of(found).links) == (
        Disposition.TICKET,
        "T-130",
        ("T-118",),
    )
    assert "linked='T-118'" in str(found.letters[0].facts)
    assert on_request(mail("Thanks!", at=late), closed).disposition is Disposition.REPLY
    assert (
        on_request(mail("It was LDAP.", by=ANA_WRITES, at=late), closed).disposition
        is Disposition.REPLY
    )


def test_a_mail_that_its_answer_overtook_becomes_the_request() -> None:
    """Pat's answer came before Kim's mail: the ticket is Kim's."""
    pats = ticket(
        requester=PAT, requester_name="Pat", watchers=(PAT,), title="Re: x", root="<p@example.net>"
    )
    found = on_request(mail(to=f"{SUPPORT}, {PAT}"), in_thread(ticket=pats, found_by=FoundBy.NAMED))
    mended = ticket_of(found)
    assert (mended.requester, mended.requester_name, mended.title) == (
        KIM,
        "Kim Sato",
        "Wiki login fails",
    )
    assert (mended.root, mended.watchers) == ("<m1@example.net>", (PAT, KIM))
    assert event_of(found).what is What.OPENED


# ---- machines ---------------------------------------------------------------------------


def test_an_out_of_office_is_attached_silently() -> None:
    """It changes nothing, and nobody is notified."""
    away = mail("I am away.", headers="Auto-Submitted: auto-replied\n", at=LATER)
    found = on_request(away, in_thread(ticket=ticket(Status.ON_REQUESTER)))
    assert (found.disposition, found.letters) == (Disposition.AUTOMATIC, ())
    after = ticket_of(found)
    assert (after.status, after.untold_since, event_of(found).what) == (
        Status.ON_REQUESTER,
        None,
        What.AUTOMATIC,
    )


def test_a_machines_answer_to_nothing_we_know_is_no_ticket() -> None:
    """A stray bounce or vacation notice is not a request."""
    away = mail("I am away.", headers="Auto-Submitted: auto-replied\n")
    assert on_request(away, case()) == MailDecision(
        Disposition.AUTOMATIC, "Auto-Submitted: auto-replied"
    )
    notice = mail("Disk full.", headers="Auto-Submitted: auto-generated\n")
    assert on_request(notice, case(by_bot=True)).disposition is Disposition.AUTOMATIC


def test_a_letter_of_ours_that_comes_back_was_sent() -> None:
    """The outbox checks its mark."""
    own = mail(
        by=f"listbot <{BOT}>", message_id="<listbot-1@example.org>", headers="X-Listbot: 1:abc\n"
    )
    found = on_request(own, case())
    assert found.disposition is Disposition.AUTOMATIC
    assert found.echo is not None


REPORT = (
    "--b\n\nIt could not be delivered.\n\n--b\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; kim@example.net\n"
    "Action: {action}\nStatus: {status}\n\n--b--\n"
)


def bounced(action: str, status: str) -> Mail:
    """A delivery report about Kim."""
    return mail(
        REPORT.format(action=action, status=status),
        by="MAILER-DAEMON@mx.example.net",
        subject="Undelivered Mail Returned to Sender",
        headers=(
            "MIME-Version: 1.0\nContent-Type: multipart/report; "
            'report-type=delivery-status; boundary="b"\n'
        ),
        envelope_from="",
        at=LATER,
    )


def test_a_bounce_flags_the_watcher_and_opens_nothing() -> None:
    """A bounce says who cannot be reached."""
    found = on_request(bounced("failed", "5.1.1"), in_thread(bounced=KIM))
    assert (found.disposition, ticket_of(found).bouncing, found.letters) == (
        Disposition.AUTOMATIC,
        (KIM,),
        (),
    )
    assert event_of(found).what is What.BOUNCED


def test_a_delay_flags_nobody() -> None:
    """The letter may still arrive."""
    found = on_request(bounced("delayed", "4.4.1"), in_thread(bounced=KIM))
    assert ticket_of(found).bouncing == ()


def test_a_bounce_of_nothing_we_know_is_no_ticket() -> None:
    """It is kept and counted."""
    assert on_request(bounced("failed", "5.1.1"), case()).disposition is Disposition.AUTOMATIC


# ---- command lines ----------------------------------------------------------------------


def test_a_member_takes_a_ticket() -> None:
    """They get a transcript, the others an update later."""
    found = on_request(mail("#listbot take", by=ANA_WRITES, at=LATER), in_thread())
    after = ticket_of(found)
    assert (after.assignee, after.status) == (ANA, Status.OPEN)
    assert kinds(found) == ["M22"]


def test_who_takes_a_ticket_and_asks_waits_for_the_requester() -> None:
    """The text counts first, without command lines."""
    found = on_request(mail("Try again?\n\n#listbot take", by=ANA_WRITES, at=LATER), in_thread())
    after = ticket_of(found)
    assert (after.status, after.assignee, event_of(found).text) == (
        Status.ON_REQUESTER,
        ANA,
        "Try again?",
    )


def test_words_and_commands_in_one_mail() -> None:
    """The command decides the status."""
    found = on_request(mail("It was LDAP.\n\n#listbot close", by=ANA_WRITES, at=LATER), in_thread())
    assert ticket_of(found).status is Status.CLOSED
    assert found.desk is not None
    assert len(found.desk.changes) == 1
    assert [each.what for each in found.desk.changes[0].events] == [What.WROTE, What.CHANGED]


def test_a_forged_command_changes_nothing_and_its_member_is_asked() -> None:
    """A one-time token goes to the address on the roster."""
    forged = mail("#listbot close", by="Ana <ana.ruiz@example.net>", vouched=False, at=LATER)
    found = on_request(forged, in_thread())
    assert ticket_of(found).status is Status.NEW
    assert found.desk is not None
    assert found.desk.asks is not None
    assert (found.desk.asks.who, found.desk.asks.lines) == (ANA, (("close", ""),))
    assert (kinds(found), found.letters[0].recipients) == (["M25"], (ANA,))


def test_a_member_is_asked_once_a_day() -> None:
    """And not at all if the mail has no random nonce."""
    forged = mail("#listbot close", by=ANA_WRITES, vouched=False, at=LATER)
    assert on_request(forged, in_thread(asked_today=True)).letters == ()
    no_chance = mail("#listbot close", by=ANA_WRITES, vouched=False, at=LATER, nonce="")
    found = on_request(no_chance, in_thread())
    assert found.letters == ()
    assert found.desk is not None
    assert found.desk.asks is None


ASKED = Confirmation(
    "abc234def567ghi2", "T-118", ANA, (("close", ""),), "<forged@example.com>", NOW
)


def test_a_yes_does_what_was_asked() -> None:
    """In the member's own mail, from any of their addresses."""
    yes = mail("Yes, that was me.", by="Ana <ana.ruiz@example.net>", vouched=False, at=LATER)
    found = on_request(yes, in_thread(confirmation=ASKED))
    assert found.disposition is Disposition.COMMAND
    assert (ticket_of(found).status, found.desk.answers if found.desk else "") == (
        Status.CLOSED,
        ASKED.token,
    )
    assert kinds(found) == ["M22"]


def test_a_member_who_said_yes_is_the_team() -> None:
    """The history and the letters show it as the team's act."""
    yes = mail("Yes", by=ANA_WRITES, vouched=False, at=LATER)
    closed = event_of(on_request(yes, in_thread(confirmation=ASKED)))
    assert (closed.side, closed.name) == (Side.TEAM, "Ana Ruiz")


NO_YES = [
    (mail("No! Who is this?", by=ANA_WRITES, at=LATER), ASKED),
    (mail("Yes? I asked for nothing.", by=ANA_WRITES, at=LATER), ASKED),
    (mail("Yes, I saw it, and it wasn't me.", by=ANA_WRITES, at=LATER), ASKED),
    (mail("Yes", by=f"Mallory <{MALLORY}>", at=LATER), ASKED),
    (mail("Yes", by=ANA_WRITES, at=LATER), replace(ASKED, answered=True)),
]


@pytest.mark.parametrize(
    ("answer", "asked"),
    NO_YES,
    ids=["no", "a question", "no in the end", "another's yes", "a second yes"],
)
def test_anything_else_does_nothing(answer: Mail, asked: Confirmation) -> None:
    """A token works once, for one person, with a yes."""
    found = on_request(answer, case(by_bot=True, confirmation=asked, person=None))
    assert (found.disposition, found.desk) == (Disposition.NOT_A_VOTE, None)


def test_commands_to_the_bot_may_name_their_ticket() -> None:
    """As in an answer to the digest."""
    found = on_request(
        mail("#listbot take: T-118", by=ANA_WRITES, at=LATER), case(by_bot=True, named=(ticket(),))
    )
    assert (found.disposition, ticket_of(found).assignee) == (Disposition.COMMAND, ANA)


def test_a_stranger_gets_a_ticket_and_no_transcript() -> None:
    """One letter per new address."""
    found = on_request(mail("#listbot close", by=f"Mallory <{MALLORY}>"), case(person=None))
    assert kinds(found) == ["M9"]


def test_other_peoples_commands_get_a_clear_no() -> None:
    """Requesters may close their own tickets; only the team may take them."""
    found = on_request(mail("#listbot take", at=LATER), in_thread())
    assert ticket_of(found).assignee == ""
    assert kinds(found) == ["M22"]


def test_help_lists_the_words() -> None:
    """All of them."""
    found = on_request(mail("#listbot help", at=LATER), in_thread())
    assert "#listbot take" in str(found.letters[0].facts)


def test_a_merge_moves_both() -> None:
    """Each ticket has its event."""
    other = ticket(number=3, requester=PAT, watchers=(PAT,))
    found = on_request(
        mail("#listbot merge: T-3", by=ANA_WRITES, at=LATER), in_thread(named=(other,))
    )
    assert found.desk is not None
    merged, into = (each.ticket for each in found.desk.changes)
    assert (merged.key, merged.merged_into, merged.status) == ("T-118", "T-3", Status.CLOSED)
    assert KIM in into.watchers


def test_a_mail_is_split_off() -> None:
    """It becomes a separate ticket, its author's."""
    part = Written(
        "<p2@example.net>", PAT, "Pat", "unverified", "Re: Wiki", NOW, "d" * 64, "And the printer."
    )
    found = on_request(
        mail("#listbot split: Printer jams", by=ANA_WRITES, at=LATER),
        in_thread(parent=part, next_number=119),
    )
    assert found.desk is not None
    new = found.desk.changes[-1]
    assert (new.ticket.key, new.ticket.requester, new.ticket.title) == (
        "T-119",
        PAT,
        "Printer jams",
    )
    assert (new.takes, new.ticket.links) == (("<p2@example.net>",), ("T-118",))


def test_forgetting_asks_first() -> None:
    """Always; the question goes to the address itself."""
    found = on_request(mail("#listbot forget-me", at=LATER), in_thread())
    assert (kinds(found), found.letters[0].recipients) == (["M25"], (KIM,))
    assert found.desk is not None
    assert found.desk.forgets == ""
    asked = Confirmation("abc234def567ghi2", "", KIM, (("forget-me", ""),), "<f@example.com>", NOW)
    done = on_request(mail("Yes", at=LATER), case(by_bot=True, confirmation=asked))
    assert done.desk is not None
    assert done.desk.forgets == KIM


def test_a_wish_of_a_new_person_keeps_the_registration() -> None:
    """Both come with the same mail."""
    found = on_request(mail("Hello.\n\n#listbot mail: off"), case(person=None))
    assert found.desk is not None
    assert [(each.registered, each.mail) for each in found.desk.people] == [(NOW, "off")]


# ---- the rest ---------------------------------------------------------------------------


def test_the_same_mail_again_is_a_duplicate() -> None:
    """By another route, or delivered twice."""
    found = on_request(mail(), case(duplicate_of="<m1@example.net>"))
    assert found.disposition is Disposition.DUPLICATE


def test_two_mails_under_one_id_are_both_kept_and_told() -> None:
    """A device that reuses Message-IDs loses no request."""
    found = on_request(mail(), case(conflicts=True))
    assert found.disposition is Disposition.TICKET
    assert [each.cause for each in found.alerts] == ["conflict"]
    assert found.alerts[0].text.endswith("both are kept")


def test_what_cannot_be_read_is_quarantined_with_its_reason() -> None:
    """And it does not hold up the next mail."""
    unread = Unreadable(Arrival(b"", ListContext(SUPPORT), "lmtp", NOW), "", "two From fields")
    assert on_request(unread, case()).disposition is Disposition.UNREADABLE


def test_talk_to_the_bot_is_no_ticket() -> None:
    """The bot's address is not a help desk."""
    assert on_request(mail("Hi bot."), case(by_bot=True)).disposition is Disposition.NOT_A_VOTE


def test_an_operator_acts_without_a_mail() -> None:
    """The same commands, with a reason that is kept."""
    acting = case(by_operator=True, ticket=ticket())
    found = on_act(acting, "close", "", who="root", reason="done by phone", at=LATER)
    assert (found.disposition, ticket_of(found).status) == (Disposition.COMMAND, Status.CLOSED)
    assert (event_of(found).reason, event_of(found).side) == ("done by phone", Side.TEAM)
    refused = on_act(acting, "frobnicate", "", who="root", reason="?", at=LATER)
    assert refused.disposition is Disposition.NOT_A_VOTE
    changes = event_of(found).changes
    assert [each.field for each in changes] == [Field.STATUS]


# ---- what is not told twice, and what is not left untold --------------------------------

TEAM_LIST = replace(RULES, desk=DeskRules(team=("infra-team@example.org",)))
PART = Written(
    "<part@example.net>",
    KIM,
    "Kim Sato",
    "list-vouched",
    "Re: Wiki login fails",
    NOW,
    "d1",
    "The mirror is down.",
)


def test_a_member_who_answers_gets_no_second_copy() -> None:
    """If the team reads copies at a shared address; otherwise members follow, or nobody
    would hear."""
    answer = mail("It was LDAP.", by=ANA_WRITES, at=LATER)
    assert ANA in ticket_of(on_request(answer, in_thread())).watchers
    own_address = ticket_of(on_request(answer, in_thread(rules=TEAM_LIST)))
    assert (own_address.watchers, own_address.participants) == ((KIM,), (KIM, PAT, ANA))


def test_who_was_copied_on_a_request_has_it() -> None:
    """They get no copy if they answer before the first letter."""
    found = on_request(mail(to=f"{SUPPORT}, pat@example.net"), case())
    assert event_of(found).had_it == (PAT,)


def test_an_overtaken_request_is_acknowledged_too() -> None:
    """Its author learns about the ticket that the answer opened."""
    overtaken = in_thread(ticket=ticket(requester=PAT), found_by=FoundBy.NAMED, person=None)
    found = on_request(mail(), overtaken)
    assert (kinds(found), found.letters[0].recipients) == (["M9"], (KIM,))


@pytest.mark.parametrize("by", [ANA_WRITES, "Kim Sato <kim@example.net>"])
def test_nothing_but_commands_opens_no_ticket(by: str) -> None:
    """Known people get the transcript, and the team no empty ticket."""
    found = on_request(mail("#listbot watch: T-77", by=by, at=LATER), case())
    assert (found.disposition, kinds(found)) == (Disposition.COMMAND, ["M22"])


OPENS_ALL_THE_SAME = [
    (mail("#listbot help", at=LATER), None),
    (
        mail("#listbot help\n\nMy mail is broken.", at=LATER),
        Person(KIM, "Kim Sato", registered=NOW - DAY),
    ),
]


@pytest.mark.parametrize(
    ("asks", "person"), OPENS_ALL_THE_SAME, ids=["a stranger", "with a request"]
)
def test_what_may_be_a_request_opens_one(asks: Mail, person: Person | None) -> None:
    """Nobody's words are dropped, and a stranger's commands get no answer."""
    assert on_request(asks, case(person=person)).disposition is Disposition.TICKET


def test_to_be_forgotten_opens_no_ticket() -> None:
    """Somebody who asks only for that gets the question; a stranger gets a first letter, which is
    capped."""
    asks = mail("#listbot forget-me", at=LATER)
    found = on_request(asks, case())
    assert (found.disposition, kinds(found)) == (Disposition.COMMAND, ["M25"])
    found = on_request(asks, case(person=None))
    assert (found.disposition, kinds(found)) == (Disposition.TICKET, ["M9"])


def test_who_wrote_what_was_split_off_is_told() -> None:
    """The ticket has its own reply address; machines, and people who want no letters, get none."""
    line = mail("#listbot split: Mirror", by=ANA_WRITES, at=LATER)
    found = on_request(line, in_thread(parent=PART, next_number=119))
    assert kinds(found) == ["M9", "M22"]
    assert (found.letters[0].ticket, found.letters[0].recipients) == ("T-119", (KIM,))
    silent = PART._replace(may_be_answered=False)
    assert kinds(on_request(line, in_thread(parent=silent, next_number=119))) == ["M22"]
