"""The people whose votes are binding: [[members]] in the configuration, or in a file of their own.

The file has the same [[members]] tables and nothing else, so that it can be published and fed to
`listbot tally`.
"""

from listbot.config.document import Document, check_shape, parse
from listbot.config.faults import Faults
from listbot.config.section import Section, doubles
from listbot.errors import ConfigError
from listbot.model.policy import Member, Roster


def read_roster(document: Document, bot: Section) -> Roster:
    """The roster, empty if none is given."""
    file = bot.path("roster_file")
    if file is None:
        return members(document, bot.faults)
    if "members" in document.tables:
        bot.fault(
            "roster_file", "the file has [[members]] as well; keep them in one of the two places"
        )
        return Roster()
    try:
        other = Document(file, parse(file))
    except ConfigError as error:
        bot.faults.found.extend(error.faults)
        return Roster()
    check_shape(other, bot.faults)
    for section in sorted(other.tables.keys() - {"members"}):
        bot.faults.add(other.place(section), "a roster file holds [[members]] only")
    return members(other, bot.faults)


def members(document: Document, faults: Faults) -> Roster:
    """Read the [[members]] of a document; an address belongs to one person only."""
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
        faults.add(document.place("members"), f"{address} stands there twice")
    return Roster(found)


def member(section: Section) -> Member:
    """Read one person."""
    texts = section.texts("addresses")
    addresses = (section.checked_address("addresses", text) for text in texts)
    if not section.has("addresses") or section.table["addresses"] == []:
        section.fault(
            "addresses", "is missing: at least one address; the first one is shown in tallies"
        )
    since, until = section.day("since"), section.day("until")
    if since and until and until < since:
        section.fault("until", f"{until} is before since, {since}")
    return Member(
        name=section.text("name"),
        addresses=tuple(address for address in addresses if address),
        since=since,
        until=until,
    )
