"""What the help desk reads above, and in, quotes that no table of languages knows."""

import pytest

from listbot.mail.body.command_lines import commands_in
from listbot.mail.body.ticket_text import reply_text
from listbot.tickets.solved import says_solved
from tests.mail.arrivals import mail

FIELDS = (
    "From: Zoe Brand <zoe@example.org>\nTo: infra@example.org\nMessage-ID: <1@example.org>\n"
    "Subject: Re: VPN is slow\nContent-Type: text/plain; charset=utf-8\n\n"
)
NGA = "Nga: Ana <ana@example.org>\nDërguar: 3 nëntor 2026 9:00\nTema: VPN is slow\n"
OTHER = NGA.replace("VPN is slow", "Power cut").replace("Nga", "---- Mesazh ----\n\nNga")


@pytest.mark.parametrize(
    "quote",
    [
        f"{NGA}\n#listbot take\n\nI look at it.",
        f"---- Mesazh ----\n{NGA}\n#listbot take",
        "Më 3 nën 2026, në 9:00, Ana <ana@example.org> shkroi:\n\n#listbot take",
        "> #listbot take",
    ],
)
def test_a_command_in_a_quote(quote: str) -> None:
    """It never runs, and the ticket shows what is new alone."""
    found = mail(f"{FIELDS}Thank you, Ana.\n\n{quote}\n")
    assert (commands_in(found.body), reply_text(found)) == ((), "Thank you, Ana.")


@pytest.mark.parametrize(
    "below",
    [
        "Më 3.11.2026 9:00 Ana shkroi:\n> Please try again.",
        "Ana Ruiz napisala 3.11.2026 ob 9:00:\n> Please try again.",
        f"{NGA}\nPlease try again.",
        "Sendur úr iPhone mínum",
        "Zoe Brand\nArchivist, Example Ltd\nTel. +44 20 7946 0999",
        "Virus-free. www.avast.com",
    ],
)
def test_it_works_now(below: str) -> None:
    """It closes the ticket, whatever a mailer writes below it."""
    assert says_solved(mail(f"{FIELDS}Works now, thanks!\n\n{below}\n").body.own)


def test_what_is_forwarded() -> None:
    """A mail about another thing below an answer is part of what the answer says."""
    found = mail(f"{FIELDS}See this.\n\n{OTHER}\nThe power goes off at six.\n")
    assert reply_text(found).endswith("The power goes off at six.")
