"""[imap], or several [[imap]]: the watched mailboxes, and which of them a list's `via` means.

A plain [imap] has no name, and a folder follows "imap:". Each [[imap]] has a name, and
"imap:support:INBOX" is a folder of that account. A prefix counts only if it names an account, since
folder names may contain colons.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from listbot.config.document import Document, account_tables, is_name, is_table_list
from listbot.config.faults import Faults, closest
from listbot.config.section import Section, doubles, shown
from listbot.config.sections import read_imap
from listbot.config.types import ImapConfig, ListConfig

WAY = "imap:"


def read_accounts(
    document: Document, environ: Mapping[str, str], faults: Faults
) -> tuple[ImapConfig, ...]:
    """Read each [[imap]] in order, or the one [imap]."""
    sections = [
        Section(document, label, table, faults) for label, table in account_tables(document)
    ]
    found = tuple(read_imap(each, environ) for each in sections)
    if is_table_list(document.tables.get("imap")):
        check_names(sections, found)
    return found


def account_names(document: Document) -> tuple[str, ...]:
    """Return the valid names of the accounts; "" for a plain [imap]."""
    labels = (label for label, _ in account_tables(document))
    return tuple(
        label.removeprefix("imap").removeprefix(".") for label in labels if not label.endswith("]")
    )


def check_names(sections: Sequence[Section], found: Sequence[ImapConfig]) -> None:
    """Check that each [[imap]] has a unique name, for `via`, variables and credentials."""
    twice = doubles(each.name for each in found if each.name)
    for section, each in zip(sections, found, strict=True):
        if not section.has("name"):
            section.fault(
                "name",
                'is missing: each [[imap]] needs one, like "support" in via = "imap:support:INBOX"',
            )
        elif not is_name(each.name):
            section.fault(
                "name",
                (
                    f"must be lower-case letters, digits and hyphens, like infra-support, "
                    f"not {shown(each.name)}"
                ),
            )
        elif each.name in twice:
            section.fault("name", f"must be unique: another [[imap]] is named {each.name}")


def read_folder(section: Section, via: str, names: Sequence[str]) -> str:
    """Return a `via` that begins with "imap:", with its account's name if accounts have names."""
    rest = via.removeprefix(WAY)
    prefix, colon, folder = rest.partition(":")
    if names == ("",) or not rest:
        return _with_folder(section, via, rest, "INBOX")
    if prefix in names:
        return _with_folder(section, via, folder, f"{prefix}:INBOX")
    close = closest(prefix, names) if colon else ""
    if len(names) == 1:
        if close:
            section.faults.warn(
                section.place("via"),
                f'means the folder {shown(rest)}; did you mean "{WAY}{close}:{folder}"?',
            )
        return f"{WAY}{names[0]}:{rest}"
    meant = f"{close}:{folder}" if close else f"{names[0]}:{rest}"
    section.fault("via", f'must name an account ({", ".join(names)}); did you mean "{WAY}{meant}"?')
    return via


def _with_folder(section: Section, via: str, folder: str, example: str) -> str:
    if not folder:
        section.fault("via", f'must name a folder, like "{WAY}{example}"')
    return via


COPIES = re.compile(r"\[(?:gmail|google mail)\]/|sent(?: items| mail|-mail)?$", re.IGNORECASE)
"""Folders that hold copies of what the account has sent: each of them would pass for a post that
came back from its list."""


def warn_of_copies(document: Document, lists: Sequence[ListConfig], faults: Faults) -> None:
    """Warn about a folder that also holds what was sent."""
    for number, each in enumerate(lists, 1):
        folder = each.via.removeprefix(WAY).rpartition(":")[2]
        if each.via.startswith(WAY) and COPIES.match(folder):
            faults.warn(
                document.place(f"lists[{number}].via"),
                f"is a folder that also holds what this account has sent ({shown(folder)}): copies "
                "there look like posts that came back. Read INBOX, or a folder that a filter fills",
            )


def warn_of_unused(
    document: Document, accounts: Sequence[ImapConfig], vias: Collection[str], faults: Faults
) -> None:
    """Warn about an account that no list reads: it is not watched."""
    read = Counter(via.split(":")[1] for via in vias if via.startswith(WAY))
    for each in accounts:
        if each.name and not read[each.name]:
            faults.warn(
                document.place(f"imap.{each.name}"),
                f'is not watched: no list has via = "{WAY}{each.name}:..."',
            )
