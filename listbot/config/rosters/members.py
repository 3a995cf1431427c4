"""The people whose votes are binding: [[members]] in the configuration or in a separate file.

That file has the same [[members]] tables and nothing else, so it can be published and used with
`listbot tally --roster`.
"""

from pathlib import Path

from listbot.config.document import Document, check_shape, parse
from listbot.config.faults import Faults
from listbot.config.section import Section, doubles
from listbot.errors import ConfigError
from listbot.model.policy import Member, Roster


def read_roster(document: Document, bot: Section) -> Roster:
    """Read the roster; empty if none is given."""
    file = bot.path("roster_file")
    if file is None:
        return members(document, bot.faults)
    if "members" in document.tables:
        bot.fault(
            "roster_file", "must not be set as well as [[members]]; keep members in one place"
        )
        return Roster()
    return members_in(file, bot.place("roster_file"), bot.faults)


def members_in(file: Path, named_in: str, faults: Faults) -> Roster:
    """Read a file of [[members]]; each fault has the file's name. `named_in`: the key with it."""
    try:
        other = Document(file, parse(file))
    except ConfigError as error:
        faults.found.extend(f"{each} (named in {named_in})" for each in error.faults)
        return Roster()
    check_shape(other, faults)
    for section in sorted(other.tables.keys() - {"members"}):
        faults.add(other.place(section), "must not be in a roster file, only [[members]]")
    return members(other, faults)


def members(document: Document, faults: Faults) -> Roster:
    """Read the [[members]] of a document; an address may belong to one person only."""
    tables = document.tables.get("members", [])
    if not isinstance(tables, list):
        return Roster()
    sections = [
        Section(document, f"members[{number}]", table, faults)
        for number, table in enumerate(tables, 1)
        if isinstance(table, dict)
    ]
    found = tuple(member(section) for section in sections)
    for address in doubles(address for each in found for address in each.addresses):
        owners = " and ".join(each.name for each in found if address in each.addresses)
        faults.add(
            document.place("members"), f"must list {address} only once, but has it for {owners}"
        )
    return Roster(found)


def member(section: Section) -> Member:
    """Read one person."""
    texts = section.texts("addresses")
    addresses = (section.checked_address("addresses", text) for text in texts)
    if not section.has("addresses") or section.table["addresses"] == []:
        section.fault("addresses", "is missing: give at least one; tallies show the first")
    since, until = section.day("since"), section.day("until")
    if since and until and until < since:
        section.fault("until", f"must not be before since ({since}), is {until}")
    return Member(
        name=section.text("name"),
        addresses=tuple(address for address in addresses if address),
        since=since,
        until=until,
        roles=section.texts("roles"),
    )
