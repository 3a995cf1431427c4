"""[imap], or several [[imap]]: the mailboxes that are watched, and which of them a list's `via`
means.

A plain [imap] has no name, and what follows "imap:" is a folder. Each [[imap]] has one, and
"imap:support:INBOX" is a folder of that account. A prefix counts only if it names an account, for
folders may have colons in their names.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from listbot.config.document import Document, account_tables, is_name, is_table_list
from listbot.config.faults import Faults, closest
from listbot.config.section import Section, doubles, shown
from listbot.config.sections import read_imap
from listbot.config.types import ImapConfig

WAY = "imap:"


def read_accounts(
    document: Document, environ: Mapping[str, str], faults: Faults
) -> tuple[ImapConfig, ...]:
    """Each [[imap]] in order, or the one [imap]."""
    sections = [
        Section(document, label, table, faults) for label, table in account_tables(document)
    ]
    found = tuple(read_imap(each, environ) for each in sections)
    if is_table_list(document.tables.get("imap")):
        check_names(sections, found)
    return found


def account_names(document: Document) -> tuple[str, ...]:
    """What accounts are called, those that are called rightly; "" for a plain [imap]."""
    labels = (label for label, _ in account_tables(document))
    return tuple(
        label.removeprefix("imap").removeprefix(".") for label in labels if not label.endswith("]")
    )


def check_names(sections: Sequence[Section], found: Sequence[ImapConfig]) -> None:
    """Each account of [[imap]] has a name of its own: it stands in `via`, in variables and in
    credentials.
    """
    twice = doubles(each.name for each in found if each.name)
    for section, each in zip(sections, found, strict=True):
        if not section.has("name"):
            section.fault(
                "name",
                'is missing: each [[imap]] has one, like "support", for via = "imap:support:INBOX"',
            )
        elif not is_name(each.name):
            section.fault(
                "name",
                (
                    f"must be small letters, digits and hyphens, like infra-support, "
                    f"is {shown(each.name)}"
                ),
            )
        elif each.name in twice:
            section.fault("name", f"there are two [[imap]] named {each.name}")


def read_folder(section: Section, via: str, names: Sequence[str]) -> str:
    """A `via` that begins with "imap:", with the name of its account where accounts have one."""
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
                f'is the folder {shown(rest)}; did you mean "{WAY}{close}:{folder}"?',
            )
        return f"{WAY}{names[0]}:{rest}"
    meant = f"{close}:{folder}" if close else f"{names[0]}:{rest}"
    section.fault(
        "via", f'names none of the accounts {", ".join(names)}; did you mean "{WAY}{meant}"?'
    )
    return via


def _with_folder(section: Section, via: str, folder: str, example: str) -> str:
    if not folder:
        section.fault("via", f'names no folder: "{WAY}{example}"')
    return via


def warn_of_unused(
    document: Document, accounts: Sequence[ImapConfig], vias: Collection[str], faults: Faults
) -> None:
    """An account that no list reads is not watched."""
    read = Counter(via.split(":")[1] for via in vias if via.startswith(WAY))
    for each in accounts:
        if each.name and not read[each.name]:
            faults.warn(
                document.place(f"imap.{each.name}"), f'no list has via = "{WAY}{each.name}:..."'
            )
