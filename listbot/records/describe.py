"""The rules of a group in words, for `check-config`, `listbot group rules` and the pages. Pure."""

from collections.abc import Iterator

from listbot.model.records.rules import GroupRules, Remove

Said = tuple[str, str]
"""What it is about, and a sentence."""


def in_words(rules: GroupRules) -> tuple[Said, ...]:
    """Return the rules that are in force, each with what it is about."""
    found = [("Rules", f"of {rules.preset}, and days of {rules.zone}")]
    for is_on, part in (
        (rules.members, _members),
        (rules.meetings, _meetings),
        (rules.services, _services),
        (rules.records, _records),
        (rules.access, _access),
    ):
        if is_on:
            found += part(rules)
    return (*found, *_letters(rules), *_off(rules))


def _members(rules: GroupRules) -> Iterator[Said]:
    known = len(rules.project_members)
    who = f"one of {known} members of the project, if active," if known else "anybody"
    project = ", and says what they will work on" if rules.needs_project else ""
    yield "Joining", f"{who} joins by mail{project}; that makes a provisional member"
    wants = [
        *(["the project is done"] if rules.needs_project else []),
        *(
            [f"{_many(rules.provisional_months, 'month')} are over"]
            * bool(rules.provisional_months)
        ),
    ]
    once = f", once {' and '.join(wants)}" if wants else ""
    yield "Confirming", f"a confirmed member confirms another by mail{once}"
    yield (
        "Leaving",
        (
            f"by command at once; in plain words after {_many(rules.leave_hours, 'hour')} without "
            "an answer"
        ),
    )
    yield "Absence", _absence(rules)
    yield "Silence", f"a member who is asked has {_many(rules.inactive_days, 'day')} to answer"
    if rules.hello_days:
        yield (
            "Newcomers",
            (
                f"{rules.greeter or 'the group'} is told within the hour; the recap says hello "
                f"after {_many(rules.hello_days, 'day')} without an answer"
            ),
        )


def _absence(rules: GroupRules) -> str:
    if not (rules.missed and rules.absent_months and rules.meetings):
        return "never ends a membership"
    both = (
        f"{_many(rules.missed, 'meeting')} missed in a row and "
        f"{_many(rules.absent_months, 'month')} since the last one attended"
    )
    if rules.remove is Remove.AUTOMATIC:
        return f"{both} end a membership"
    return f"after {both} the group is asked, and one member decides"


def _meetings(rules: GroupRules) -> Iterator[Said]:
    wants = f"the group means to hold {rules.meetings_a_year} a year" * bool(rules.meetings_a_year)
    agenda = f"the list gets the agenda {_many(rules.agenda_days, 'day')} before"
    minutes = f"minutes are asked for after {_many(rules.minutes_days, 'day')}"
    said = (agenda * bool(rules.agenda_days), minutes * bool(rules.minutes_days), wants)
    yield (
        "Meetings",
        "; ".join(filter(None, said)) or "are kept, and nobody is reminded of anything",
    )


def _services(rules: GroupRules) -> Iterator[Said]:
    admins = f"{rules.min_admins} people should be able to administer each"
    look = f"somebody looks at each every {_many(rules.look_months, 'month')}"
    said = (admins * bool(rules.min_admins), look * bool(rules.look_months))
    yield "Services", "; ".join(filter(None, said)) or "are listed"


def _records(rules: GroupRules) -> Iterator[Said]:
    stop = "an open objection stops it" if rules.objections_stop else "objections are listed"
    yield (
        "Decisions",
        (f"a decision record has a notice of {_many(rules.notice_days, 'day')}; {stop}"),
    )


def _access(rules: GroupRules) -> Iterator[Said]:
    seen = "anybody can see who has it" if rules.public_access else "only the group sees who has it"
    yield "Access", f"is withdrawn by another member when somebody leaves; {seen}"


def _letters(rules: GroupRules) -> Iterator[Said]:
    yield "Announced", f"to {rules.announce}" if rules.announce else "nowhere"
    yield "Private", f"to {rules.private}" if rules.private else "to each member alone"
    if rules.digest:
        yield "Digest", "of what waits for the group, on Mondays"


def _off(rules: GroupRules) -> Iterator[Said]:
    parts = ("members", "meetings", "services", "records", "access")
    off = [each for each in parts if not getattr(rules, each)]
    if off:
        yield "Not kept", ", ".join(off)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
