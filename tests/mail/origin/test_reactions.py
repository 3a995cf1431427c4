"""What a mail program writes about its user is not a word of theirs."""

import pytest

from tests.mail.arrivals import mail

FIELDS = "From: Zoe Brand <zoe@example.org>\nTo: infra@example.org\nMessage-ID: <1@example.org>\n"
BLOCK = (
    "\n\n____________\nFrom: Ana <ana@example.org>\nSent: 3 Nov 2026 9:00\nSubject: Wiki\n\n+1\n"
)


def reaction(json: str) -> str:
    """A reaction as Gmail sends it."""
    return (
        f"{FIELDS}Subject: Re: Wiki\nContent-Type: multipart/alternative; boundary=b\n\n"
        "--b\nContent-Type: text/plain; charset=utf-8\n\n+1\n\nZoe Brand reacted via Gmail\n"
        f"--b\nContent-Type: text/vnd.google.email-reaction+json\n\n{json}\n--b--\n"
    )


@pytest.mark.parametrize(
    ("json", "reason", "own"),
    [
        ('{"emoji":"🎉","version":1}', "a reaction: 🎉", "🎉"),
        ('{"version":1, "emoji" : "❤️"}', "a reaction: ❤️", "❤️"),
        ('{"emoji":"👎"}', None, "👎"),
        ('{"emoji":"-1"}', None, "-1"),
        ("{}", None, "+1\n\nZoe Brand reacted via Gmail"),
    ],
)
def test_a_sign(json: str, reason: str | None, own: str) -> None:
    """A friendly sign is a machine's mail; one that may vote is what the mail says."""
    found = mail(reaction(json))
    assert (found.automatic.reason if found.automatic else None, found.body.own) == (reason, own)


def test_a_mail_about_reactions() -> None:
    """The name of their type alone makes none."""
    found = mail(FIELDS + "\ntext/vnd.google.email-reaction+json is odd")
    assert (found.automatic, found.body.own[:5]) == (None, "text/")


@pytest.mark.parametrize(
    "raw",
    [
        f"Subject: Re: Wiki\n\nZoe Brand liked your message:{BLOCK}",
        f"Subject: Re: Wiki\n\nZoe Brand tykkäsi viestistäsi:{BLOCK}",
        f"Subject: Re: Wiki\n\n[Heart] Zoe Brand reacted to your message:{BLOCK}",
        "Subject: Re: Wiki\n\nLoved “I will move the wiki on Friday.”",
        'Subject: Re: Wiki\n\nLaughed at "I will move the wiki on Friday."',
        'Subject: Recall: [VOTE] Old wiki\n\nZoe Brand would like to recall "[VOTE] Old wiki".',
        'Subject: Återkalla: [VOTE] Old wiki\n\nZoe Brand vill återkalla "[VOTE] Old wiki".',
    ],
)
def test_a_note_of_a_mail_program(raw: str) -> None:
    """Whose only line begins with their own full name did not write it."""
    found = mail(FIELDS + "Content-Type: text/plain; charset=utf-8\n" + raw).automatic
    assert found is not None
    assert found.reason == "a mail program tells what its user did"


@pytest.mark.parametrize(
    "raw",
    [
        f"Subject: Re: Wiki\n\nZoe Brand says this:\n\nIt is slow.{BLOCK}",
        f"Subject: Re: Wiki\n\nZoe likes it:{BLOCK}",
        "Subject: Re: Wiki\n\nDisliked “I will move the wiki on Friday.”",
        "Subject: Re: Wiki\n\nLoved “I will move the wiki.”\n\nBut not on Friday, please.",
        f"Subject: Re: Wiki\n\nOmar Haddad liked your message:{BLOCK}",
        f"Subject: Re: Wiki\n\nZoe Brand votes +1 on your message:{BLOCK}",
        "Subject: Re: Wiki\n\nZoe Brand says this:",
        "Subject: Re: Old wiki\n\nZoe Brand is against this.",
        f"Subject: Re: Old wiki\n\nZoe Brand has {'much ' * 80}to say of the old wiki",
    ],
)
def test_people(raw: str) -> None:
    """More words, another name, a vote: a person wrote it."""
    assert mail(FIELDS + raw).automatic is None
