"""The [[lists]]: each watched address, its way in, whose votes bind, what the bot may do there."""

from collections.abc import Collection, Sequence

from listbot.config.accounts import WAY, read_folder
from listbot.config.desk import KEYS as DESK_KEYS
from listbot.config.desk import read_desk, refuse_keys
from listbot.config.policies import Presets
from listbot.config.recap import KEYS as RECAP_KEYS
from listbot.config.recap import read_recap
from listbot.config.section import Section, doubles, shown
from listbot.config.types import ListConfig
from listbot.mail import Level
from listbot.model.desk.rules import DeskRules
from listbot.model.list_rules import ListRole
from listbot.model.recap_rules import NO_RECAP
from listbot.packaged import preset_names

ROLES = (ListRole.DECISIONS, ListRole.SUPPORT)
MODES = ("shadow", "approve", "live")
APPROVE = ("list", "all")
ROBOTS = ("index", "noindex")

IDENTITIES = {
    "any": Level.UNVERIFIED,
    "list-vouched": Level.LIST_VOUCHED,
    "verified": Level.VERIFIED,
}

PROOF_KEYS = ("authserv_id", "trusted_sealers")
"""What is needed only to check signatures."""

LISTENERS = {"lmtp": "lmtp", "smtp": "smtp_in"}
"""via -> the section it needs."""


def read_list(
    section: Section,
    presets: Presets,
    sections: Collection[str],
    delimiter: str = "+",
    accounts: Sequence[str] = (),
) -> ListConfig:
    """Read one list. `sections` are those the file has, `accounts` the names of its mailboxes."""
    role = ListRole(section.choice("role", ROLES))
    check_role(section)
    found = ListConfig(
        address=section.address("address"),
        role=role,
        via=read_via(section, sections, accounts),
        identity=IDENTITIES[section.choice("identity", tuple(IDENTITIES), "list-vouched")],
        trusted_hops=section.hosts("trusted_hops"),
        authserv_id=section.text("authserv_id", "").lower(),
        trusted_sealers=tuple(each.lower() for each in section.hosts("trusted_sealers")),
        host_signature=section.host("host_signature", ""),
        policy=presets.name(section, "policy") if role is ListRole.DECISIONS else "",
        policy_url=section.link("policy_url"),
        roster=section.text("roster") if section.has("roster") else "",
        mode=section.choice("mode", MODES, "approve"),
        approve=section.choice("approve", APPROVE, "list"),
        live_since=section.moment("live_since"),
        archive=read_archive_link(section),
        pages=section.flag("pages", True),
        may_index=section.choice("robots", ROBOTS, "noindex") == "index",
        desk=read_desk(section, delimiter)
        if role is ListRole.SUPPORT
        else DeskRules(delimiter=delimiter),
        recap=read_recap(section) if role is ListRole.DECISIONS else NO_RECAP,
    )
    check_identity(section, found)
    if found.policy_url and found.policy in preset_names():
        section.fault("policy_url", "is only for rules of your own, and listbot ships these")
    return found


def check_role(section: Section) -> None:
    """Refuse keys that lists of this role do not have; a wrong role is reported elsewhere."""
    role = section.table.get("role")
    if role == ListRole.SUPPORT:
        hint = "is only for decision lists: a support list has no votes"
        refuse_keys(section, ("policy", "policy_url"), hint)
        hint = "is only for decision lists, whose recap includes the help desk; remove it"
        refuse_keys(section, RECAP_KEYS, hint)
    elif role == ListRole.DECISIONS:
        refuse_keys(section, DESK_KEYS, 'is only for a help desk; did you mean role = "support"?')


def read_via(section: Section, sections: Collection[str], accounts: Sequence[str] = ()) -> str:
    """Read the way in and check that its section exists."""
    via = section.text("via")
    if via.startswith(WAY) and accounts:
        return read_folder(section, via, accounts)
    needed = "imap" if via.startswith(WAY) else LISTENERS.get(via, "")
    if not needed:
        if via:
            section.fault("via", f"must be lmtp, smtp or imap:FOLDER, not {shown(via)}")
    elif via == WAY:
        section.fault("via", 'must name a folder, like "imap:INBOX"')
    elif needed == "imap" or needed not in sections:
        section.fault("via", f"{shown(via)} needs the section [{needed}]")
    return via


def read_archive_link(section: Section) -> str:
    """Read the URL of the public archive; {message_id} is its only placeholder."""
    url = section.text("archive", "")
    if url and not url.startswith(("https://", "http://")):
        section.fault("archive", f"must be an http:// or https:// URL, not {shown(url)}")
    if set("{}") & set(url.replace("{message_id}", "")):
        section.fault("archive", "must have no braces except {message_id}")
    return url


def has_host(found: ListConfig) -> bool:
    """Whether anything can show that a mail came from the list's host."""
    return bool(found.trusted_hops or found.host_signature)


def check_identity(section: Section, found: ListConfig) -> None:
    """Refuse a level that no mail can reach: no vote would ever count."""
    if found.identity is Level.VERIFIED:
        if found.role is ListRole.DECISIONS and not has_host(found):
            section.fault(
                "trusted_hops",
                'is missing: identity = "verified" needs it, too. A signature proves who wrote a '
                "mail, but only the list's own host shows that the mail was on the list",
            )
    else:
        hint = 'is only read where identity = "verified"; remove it'
        refuse_keys(section, PROOF_KEYS, hint)
    if found.identity is not Level.LIST_VOUCHED or has_host(found):
        return
    if found.role is ListRole.SUPPORT:
        section.fault(
            "trusted_hops",
            "is missing: name the host through which only the team sends, as your server writes it "
            'into Received, or set identity = "verified": then commands that are signed are obeyed',
        )
    else:
        section.fault(
            "trusted_hops",
            "is missing: give the name or IP address of the host that delivers the list's mail, as "
            'your server writes it into Received, or set identity = "any"',
        )


def check_addresses(lists: tuple[tuple[Section, ListConfig], ...], bot_address: str) -> None:
    """Check that each list occurs once and none is the bot's address: the bot would count and
    answer its own mail.
    """
    twice = doubles(found.address for _, found in lists if found.address)
    for section, found in lists:
        if found.address and found.address == bot_address:
            section.fault("address", "must differ from bot.address, which is not a list")
        if found.address in twice:
            section.fault("address", f"must be unique: another list has {found.address}")
