"""Finds the project's members by address, and says who an id is.

Redmine shows an address only if its owner allows that. For the others, the configuration says whose
login is whose. It never makes an account. Raises what the client raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from listbot.trackers.answers import text
from listbot.trackers.redmine.news import number_of
from listbot.trackers.redmine.site import RedmineSite


@dataclass(frozen=True, slots=True)
class Person:
    """A user."""

    name: str
    login: str = ""
    address: str = ""


class People:
    """The members of one project, remembered."""

    def __init__(self, site: RedmineSite, logins: Mapping[str, str]) -> None:
        """`logins`: address in small letters -> login."""
        self._site = site
        self._logins = logins
        self._addresses = {login.casefold(): address for address, login in logins.items()}
        self._known: dict[str, Person] = {}

    async def account(self, address: str) -> str:
        """Return the id of the member with an address; "" if none is shown to us."""
        found = self._find(address.casefold())
        if not found:
            await self._look()
            found = self._find(address.casefold())
        return found

    async def shown(self, id: str) -> str:
        """Return who it is, by address if we know it; "" for no id."""
        if not id:
            return ""
        if id not in self._known:
            await self._look()
        person = self._known.get(id, Person(f"user {id}"))
        return self._address(person) or person.name

    def _find(self, address: str) -> str:
        wanted = self._logins.get(address, "").casefold()
        for id, each in self._known.items():
            if each.login.casefold() == wanted if wanted else each.address.casefold() == address:
                return id
        return ""

    def _address(self, person: Person) -> str:
        return self._addresses.get(person.login.casefold(), person.address)

    async def _look(self) -> None:
        """Read who is a member; a group can be assigned to a ticket, too, but has no login."""
        for each in await self._site.members():
            group = number_of(each, "group", "id")
            if group:
                self._known[group] = Person(text(each, "group", "name"))
                continue
            id = number_of(each, "user", "id")
            if id and id not in self._known:
                user = await self._site.user(id)
                name = text(each, "user", "name")
                self._known[id] = Person(name, text(user, "login"), text(user, "mail"))
