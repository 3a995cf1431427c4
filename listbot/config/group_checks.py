"""Whether [group] fits together: its addresses, its parts, and the keys of parts that are off."""

from listbot.config.section import Section
from listbot.config.types import Config
from listbot.model.records.rules import GroupRules

PARTS: dict[str, tuple[str, ...]] = {
    "members": (
        "needs_project",
        "provisional_months",
        "missed",
        "absent_months",
        "inactive_days",
        "leave_hours",
        "remove",
        "greeter",
        "hello_days",
    ),
    "meetings": ("meetings_a_year", "agenda_days", "minutes_days", "missed", "absent_months"),
    "access": ("public_access",),
    "services": ("services_file", "min_admins", "look_months"),
    "records": ("notice_days", "objections_stop"),
}
"""The keys that mean nothing while a part is off."""


def check_group(section: Section, config: Config) -> None:
    """Report contradictions as faults, and what is rarely meant as warnings."""
    rules = config.group
    assert rules is not None
    _addresses(section, rules, config)
    if bool(rules.missed) != bool(rules.absent_months):
        given, other = ("missed", "absent_months") if rules.missed else ("absent_months", "missed")
        section.fault(given, f"says nothing without {other}: both must hold to end a membership")
    if not rules.is_on:
        section.faults.warn(
            section.document.place("group"), f"keeps nothing: turn on {', '.join(PARTS)}"
        )
        return
    for part, keys in PARTS.items():
        for key in keys:
            if section.has(key) and not getattr(rules, part):
                section.faults.warn(section.place(key), f"has no effect without {part} = true")
    if rules.members and not (rules.project_members or rules.keepers):
        section.faults.warn(
            section.document.place("group"),
            "lets anybody join whose mail a list takes, and members read what is private to the "
            "group: name project_members_file, or keepers who make people known by mail",
        )
    if rules.records and not rules.announce:
        section.faults.warn(
            section.document.place("group.announce"),
            "is missing: nobody is told of a decision record when it is published",
        )


def _addresses(section: Section, rules: GroupRules, config: Config) -> None:
    """Check that each address is of another kind: a list, the bot, the group, a person."""
    watched = {each.address: "a watched list" for each in config.lists}
    watched[config.bot.address] = "the bot's own address"
    if rules.private in watched:
        section.fault(
            "private",
            f"must not be {watched[rules.private]}: what goes there is for the group alone",
        )
    if rules.announce and rules.announce in (config.bot.address, rules.private):
        section.fault("announce", "must be an address that reaches all members of the project")
    if rules.greeter in watched:
        section.fault("greeter", f"must be a person, not {watched[rules.greeter]}")
    elif rules.greeter and rules.project_members and not _is_known(rules, config):
        section.faults.warn(
            section.place("greeter"), "is not an address of a member of the project or the roster"
        )


def _is_known(rules: GroupRules, config: Config) -> bool:
    listed = [each.addresses for each in rules.project_members]
    return config.everybody.holds(rules.greeter) or any(rules.greeter in each for each in listed)
