"""Commands that set a person's wish: one of a few choices, kept with the author's address."""

from collections.abc import Callable, Mapping

from listbot.mail import Mail
from listbot.model.desk.people import Person
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskEffect
from listbot.tickets.lines.moving import refused


def wished(
    argument: str, choices: Mapping[str, tuple[str, str]], change: Callable[[str], Person]
) -> DeskEffect:
    """Return the effect of a choice; `choices` has each word's (value, answer)."""
    asked = argument.strip(" .\"'").casefold()
    if asked not in choices:
        quoted = " or ".join(f'"{each}"' for each in choices)
        return refused(f"Please write {quoted}.")
    value, answer = choices[asked]
    return DeskEffect(done=True, answer=answer, person=change(value))


def author_of(mail: Mail, case: DeskCase) -> Person:
    """Return the author as known so far."""
    return case.person or Person(mail.author.address)
