"""A person's wishes: one of a few choices each, kept with the address it came from."""

from collections.abc import Callable, Mapping

from listbot.mail import Mail
from listbot.model.desk.people import Person
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskEffect
from listbot.tickets.lines.moving import refused


def wished(
    argument: str, choices: Mapping[str, tuple[str, str]], change: Callable[[str], Person]
) -> DeskEffect:
    """The choice that was written, as what it means and what is answered; or those there are."""
    asked = argument.strip(" .\"'").casefold()
    if asked not in choices:
        quoted = " or ".join(f'"{each}"' for each in choices)
        return refused(f"Please write {quoted}.")
    value, answer = choices[asked]
    return DeskEffect(done=True, answer=answer, person=change(value))


def author_of(mail: Mail, case: DeskCase) -> Person:
    """What is known of the author, with the wishes as they are."""
    return case.person or Person(mail.author.address)
