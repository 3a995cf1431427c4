"""The lists that everybody may write to, with their addresses: these alone stand on pages. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from listbot.model.list_rules import ListRules
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list, or one help desk."""

    name: Shown
    address: Shown
    role: str
    """decisions or support."""
    archive: Shown
    """URL of its archive; "" if it has none, or each mail has its own page."""


def list_lines(rules: Iterable[ListRules], site: SiteFacts) -> Iterator[ListLine]:
    """Yield the lists that have pages, in the order of the configuration."""
    for each in rules:
        of_list = site.list(each.address)
        if of_list is not None:
            archive = of_list.archive.partition("{")[0]
            name = Shown(each.address.partition("@")[0])
            yield ListLine(name, Shown(each.address), each.role, Shown(archive))
