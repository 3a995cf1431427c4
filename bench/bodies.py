"""Made-up bodies of answers in a vote thread, like list mail: about 25 lines each, no two
alike, by a seed.

The mix is that of vote threads in public archives: half of the mails are not votes; 65 %
answer above the quote, 17 % below, the rest in between; of the votes 28 % are a bare value,
64 % are in a sentence, 8 % are words without a number. A vote has about 3 own lines, a mail
of discussion 5; a third of the discussion has words of voting or a question in it, and one
mail in nine a number that is not a vote. The rest is quoted, a part of it twice, some of it
votes or a form; 11 % have an attribution that is not English, 60 % a name at the end, 40 %
a signature, half a list footer.

Names, numbers, days and the words of every sentence are drawn anew, so knowing an earlier
body does not help.
"""

import random
from collections.abc import Iterator
from textwrap import wrap

LINES = 25  # What a body is filled up to with quoted lines.
_WIDTH = 72

_NAMES = tuple(
    name
    for line in (
        (
            "Ana Bo Chen Dora Emil Fatima Gil Hana Igor Jutta Kofi Lena Marek Nadia Olaf Pat Quinn "
            "Rosa Sven"
        ),
        "Tomás Uma Viktor Wanda Xavier Yuki Zoe",
    )
    for name in line.split()
)
_THINGS = tuple(
    thing
    for line in (
        (
            "wiki|mail host|nightly build|second mirror|storage pool|list "
            "archive|monitoring|certificate|old runner"
        ),
        (
            "backup script|proxy|release key|package cache|ticket queue|web server|test "
            "cluster|name server|page"
        ),
        (
            "documentation site|build log|disk array|staging area|download area|image "
            "registry|coverage report"
        ),
    )
    for thing in line.split("|")
)
_DOINGS = tuple(
    doing
    for line in (
        (
            "move|upgrade|replace|rebuild|test|document|copy|archive|restart|rename|check|split|c"
            "lean up|measure"
        ),
        "rewrite|mirror|retire|describe|script|freeze|monitor",
    )
    for doing in line.split("|")
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SENTENCES = (
    "The {thing} has been running on the old hardware for about {count} months and it shows.",
    "We could {do} the {thing} first and look at the {thing2} in the week after that.",
    "{name} said last {day} that the {thing} takes {count} minutes longer since the upgrade.",
    "Last time the {thing} was down for {count} hours because nobody had tested the {thing2}.",
    (
        "I have put the notes of our call at https://wiki.example.org/notes/{count} for "
        "everybody to read."
    ),
    "As far as I can see, the {thing} only needs {count} GB and a working {thing2}.",
    "Somebody from the {thing} group should {do} the {thing2} before the next release.",
    "Does anyone remember why the {thing} was split from the {thing2} in {year}?",
    "My guess is that {name} will have time to {do} it on {day}.",
    (
        "The numbers from {day}: {count} jobs in the queue, load {small}.{small2}, and the "
        "{thing} at {percent}%."
    ),
    (
        "It took me {small} evenings to {do} the {thing}, most of them spent reading logs of the "
        "{thing2}."
    ),
    "There are {small} hosts left that still speak to the {thing} over plain http.",
    "When we {do} the {thing}, the scripts in the {thing2} will have to follow.",
    "Please have a look at ticket #{count}, where {name} collects what is missing.",
    "The contract for the {thing} ends in {month}, so there is some time left.",
    "In {year} we tried to {do} the {thing} and gave up after {small} weeks.",
    "What happens with the {thing} while the {thing2} is being moved?",
    "That would also help those who {do} the {thing} from behind a slow line.",
    "{name} and {name2} offered to {do} the {thing}, and I can help with the {thing2}.",
    "The script is short, {count} lines, and it logs whatever it does to the {thing}.",
    (
        "For the {thing} the vendor sells only version {small}.{small2} by now, which needs more "
        "memory."
    ),
    "Another way is to {do} the {thing} bit by bit, one {thing2} after the other.",
    "The patch is in review since {day}; it touches {small} files of the {thing}.",
    "I would like to see the {thing} move to the new rack by {month}, but not before the {thing2}.",
    "I am not sure that {count} GB are enough when we {do} the {thing} and the {thing2} as well.",
    "We need to talk to {name} on {day} about the {thing}, because no one else has the password.",
    "If we wait for the {thing} until {month}, we will need a second {thing2} for {small} weeks.",
    "I think that is a good way to {do} the {thing}, as long as {name} agrees with the rest of it.",
    "You should not have to {do} the {thing} by hand {small} times a week.",
    "Users see this as a delay of {count} ms each time the {thing} asks the {thing2}.",
)
_AFTERTHOUGHTS = (
    "I can {do} the {thing} on {day} if that helps.",
    "Thanks {name} for pushing the {thing} forward!",
    "Only the {thing} should be watched for {small} days afterwards.",
    "The {thing} has cost me {count} hours this year alone.",
)
_AGREEING = (
    "+1 from me, the {thing} is long due.",
    "I'm +1 on this.",
    "My vote is +1, with thanks to {name} for the {thing}.",
    "I have tried it with the {thing} on {count} hosts, so +1.",
    "+1 (binding), built and tested the {thing} on {day}.",
    "Here is my +1 for the {thing}.",
    "+0, I do not use the {thing} much.",
    "-1, this breaks the {thing} for {count} users until {month}.",
    "I have to vote -1 because the {thing} still needs the {thing2}.",
)
_IN_WORDS = (
    "I agree with this.",
    "No objections from me.",
    "Sounds good to me.",
    "I am opposed to moving the {thing}.",
    "Please don't {do} the {thing} before {month}.",
)
_NUMBERS = (
    "The job ends with exit code -1 on {small} of {count} runs.",
    "We need at least three +1 for the {thing}, as {name} wrote.",
    "The {thing} shows UTC +1 where it should show UTC.",
)
_SIGNED = ("{name}", "Cheers,\n{name}", "Best regards\n{name} {name2}", "Thanks,\n\n{name}")
_FOREIGN = (
    "Am {number}.{number2}.{year} um {number}:{percent} schrieb {name} {name2}:",
    (
        "Le {number} {month} {year} à {number}:{percent}, {name} {name2} <{name}@example.org> a "
        "écrit :"
    ),
    (
        "El {day}, {number} {month} {year} a las {number}:{percent}, {name} ({name}@example.org) "
        "escribió:"
    ),
)


def bodies(count: int, seed: int = 1) -> Iterator[str]:
    r"""Yield `count` bodies, decoded, with `\n` as line ends."""
    return map(_body, map(random.Random, range(seed * 1_000_000, seed * 1_000_000 + count)))


def _body(dice: random.Random) -> str:
    words = _vote(dice) if dice.random() < 0.5 else _talk(dice)
    words += ["", *_filled(dice, dice.choice(_SIGNED)).split("\n")] if dice.random() < 0.6 else []
    below = [*_signature(dice), *_footer(dice)]
    quoted = _quoted(dice, max(LINES - len(words) - len(below) - 4, 3))
    place = dice.random()
    if place < 0.65:
        return "\n".join([*words, "", _attribution(dice), *quoted, "", *below])
    if place < 0.82:
        return "\n".join([_attribution(dice), *quoted, "", *words, "", *below])
    half = len(quoted) // 2
    between = [*quoted[:half], "", *_prose(dice, _SENTENCES, 1), "", *quoted[half:]]
    return "\n".join([_attribution(dice), *between, "", *words, "", *below])


def _vote(dice: random.Random) -> list[str]:
    kind = dice.random()
    more = _prose(dice, _AFTERTHOUGHTS, dice.randint(0, 2))
    if kind < 0.28:
        return [
            dice.choice(("+1", "+1", "+1", "+0", "-1")),
            *(["", *more] if dice.random() < 0.5 else []),
        ]
    return [*_prose(dice, _AGREEING if kind < 0.92 else _IN_WORDS, 1), *more]


def _talk(dice: random.Random) -> list[str]:
    greeting = [f"Hi {dice.choice(_NAMES)},", ""] if dice.random() < 0.3 else []
    number = _prose(dice, _NUMBERS, 1) if dice.random() < 1 / 9 else []
    said = _prose(dice, _SENTENCES, dice.choice((1, 2, 2, 3, 3, 4, 4, 5, 6)))
    return [*greeting, *said, *number]


def _quoted(dice: random.Random, count: int) -> list[str]:
    """Return quoted lines, the last of them quoted twice in every second mail; some have a
    vote, a form or its footer.
    """
    lines: list[str] = []
    while len(lines) < count:
        lines += ["", *_prose(dice, _SENTENCES, dice.randint(2, 4))]
        if dice.random() < 0.2:
            lines += ["", *_prose(dice, _AGREEING, 1)]
        if dice.random() < 0.05:
            lines += ["", "[ ] +1 approve", "[ ] +0 no opinion", "[ ] -1 reject"]
    deep = dice.randint(count // 3, count) if dice.random() < 0.5 else count
    marked = [f"> {line}".rstrip() for line in lines[1 : deep + 1]]
    if deep < count:
        marked += [
            f"> {_attribution(dice)}",
            *(f">> {line}".rstrip() for line in lines[deep + 1 : count]),
        ]
    return marked


def _attribution(dice: random.Random) -> str:
    if dice.random() < 0.11:
        return _filled(dice, dice.choice(_FOREIGN))
    date = "{day}, {month} {number}, {year} at {number2}:{percent} PM"
    return _filled(dice, f"On {date} {{name}} <{{name}}@example.org> wrote:")


def _signature(dice: random.Random) -> list[str]:
    if dice.random() > 0.4:
        return []
    return [
        "-- ",
        _filled(dice, "{name} {name2}"),
        _filled(dice, "https://example.org/~{name}{count}"),
    ]


def _footer(dice: random.Random) -> list[str]:
    if dice.random() > 0.5:
        return []
    return ["_" * 47, "Infra mailing list", "https://lists.example.org/mailman/listinfo/infra"]


def _prose(dice: random.Random, sentences: tuple[str, ...], count: int) -> list[str]:
    return wrap(" ".join(_filled(dice, dice.choice(sentences)) for _ in range(count)), _WIDTH)


def _filled(dice: random.Random, sentence: str) -> str:
    name, name2 = dice.sample(_NAMES, 2)
    thing, thing2 = dice.sample(_THINGS, 2)
    return sentence.format(
        name=name,
        name2=name2,
        thing=thing,
        thing2=thing2,
        do=dice.choice(_DOINGS),
        day=dice.choice(_DAYS),
        month=dice.choice(_MONTHS),
        year=dice.randint(2004, 2026),
        count=dice.randint(13, 9999),
        small=dice.randint(2, 9),
        small2=dice.randint(0, 9),
        number=dice.randint(10, 28),
        number2=dice.randint(1, 12),
        percent=dice.randint(10, 59),
    )
