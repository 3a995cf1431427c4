"""What ends a mail without dashes is none of its writer's reasons."""

import pytest

from listbot.mail.body.sorting import read_body

ENDS = [
    "Sendur úr iPhone mínum, skrifað í flýti",
    "Anfonwyd o'm iPad",
    "Dërguar nga iPhone im",
    "أُرسلت من الـ iPhone",
    "გაგზავნილია ჩემი iPhone-დან",
    "ส่งจาก Samsung Galaxy ของฉัน",
    "Laai Outlook vir Android af",
    "Nabavite Outlook za iOS",
    "Dieses Schreiben ist virenfrei. www.avast.com",
    "Zoe Brand\nArchivist, Example Ltd\n12 Main Street",
    "Zoe Brand (she/her)\nArchivist, Example Ltd\nMatrix: @zoe:example.org",
    "Zoe\nTel. +44 20 7946 0999",
    "Dr. Brand\nphone (020) 7946 0999",
    "Zoe B\nExample Ltd\nzoe@example.org",
    "This message is for its addressee alone. Delete it if that is not you.",
    "Ce courriel est confidentiel et destiné à son seul destinataire.",
    "Pensez à l'environnement avant d'imprimer ce message, merci beaucoup.",
    "本邮件是机密的。如果您不是收件人，请删除。",
    "Ten e-mail jest poufny. Jeżeli nie jesteś odbiorcą, usuń go.",
    "Med vänliga hälsningar\nZoe Brand\nArkivarie",
    "Kind regards,\nThis mail comes from our new office in the old town.",
    "Example AG\nVorstand: Ana Ruiz\nAmtsgericht Musterstadt, HRB 1234",
    "Example Ltd\nRegistered in England, Company No. 1234",
    "Example GmbH, Sitz der Gesellschaft: Musterstadt, HRB 99 Amtsgericht Musterstadt",
    "This message is intended for the person to whom it is addressed. Else please notify us.",
    "Disclaimer\n\nThis communication is confidential, its recipient alone may read it.",
    "Ce courriel peut être confidentiel et ne doit être ni copié ni diffusé.",
    "Zoe Brand\nArchivist, Example Ltd\n\nSent from my new Nokia\n\nThis mail is confidential, "
    "its recipient alone may read it.",
]


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_a_mail(end: str) -> None:
    """A telephone's line, a notice, a name with an address and all below regards end the words."""
    assert read_body(f"-1\n\n{end}", writer="Zoe Brand").own == "-1"


def test_many_endings() -> None:
    """As many paragraphs are taken off as anybody has below a mail."""
    text = "-1\n\n" + "\n\n".join(["Sendur úr Nokia mínum"] * 9)
    assert read_body(text).own.count("Nokia") == 4


@pytest.mark.parametrize("end", ENDS)
def test_above_a_quote(end: str) -> None:
    """The same above the quoted mail."""
    text = f"-1\n\n{end}\n\nOn 3 Nov 2026 at 9:00 Ana <ana@example.org> wrote:\n> Move it?"
    assert read_body(text, writer="Zoe Brand").own == "-1"


@pytest.mark.parametrize("end", ENDS)
def test_nothing_else_said(end: str) -> None:
    """Where the writer says nothing else these are what the mail says."""
    assert read_body(end, writer="Zoe Brand").own.startswith(end[:8])
    assert read_body(f"> Move it?\n\n{end}", writer="Zoe Brand").own.startswith(end[:8])


@pytest.mark.parametrize(
    "words",
    [
        "It breaks on my iPhone",
        "Does not work with Outlook for Android",
        "Sent mails get lost on Android.",
        "Our Nokia phones presented errors",
        f"We sent {'very ' * 9}many to the iPhone",
        f"We sent {'antidisestablishmentarian ' * 4}iPhone",
        "The mail server would leak confidential pages.",
        "This mail is confidential",
        "Mail",
        "The logs\nare with Zoe Brand",
        "Zoe Brand\nhas no time?",
        "See the logs\nhttps://example.org/log",
        "Example AG\nwants the Vorstand: to sign",
        "Two of them:\n+44 20 7946 0999",
        "see Ana\n+44 20 7946 0999",
        "Ask Ana\nor write to zoe@example.org before you do it",
        f"Ana\n{'x' * 71}",
        "One two three four five\n+44 20 7946 0999",
        "Regards are all that I have for the people who did this.",
        "Regards\nZoe",
        "Kind regards,\n+1",
        "\n".join(["Zoe Brand", *["line"] * 10]),
    ],
)
def test_what_ends_no_mail(words: str) -> None:
    """A reason that names a device, a mail or a person is a reason, and a vote is a vote."""
    assert read_body(f"-1\n\n{words}", writer="Zoe Brand").own.endswith(words[-8:])
