"""A record that was written to break pages: markup, quotes, marks of direction, titles without end,
and addresses and private words in every field that a stranger or the group can write.

`PLANTED` begins each word, and `SECRET` is the host of each address, that no page may show.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import Header
from email.policy import default
from email.utils import format_datetime

from listbot.mail import Arrival
from tests.records.simulation.life import Life

LIST, DESK, BOT = "infra@example.org", "infra-support@example.org", "listbot@example.org"
SECRET = "secret.example"
PLANTED = "planted"
SCRIPT = "<script>alert(1)</script>"
MARKUP = f"{SCRIPT} <b title='x\" onclick=\"y'>&amp; ]]> {{{{ 7*7 }}}} {{% raw %}}"
TURNED = "\u202eabc\u202c \u2067שלום\u2069 \ufeff\u200f\u0007\ufdd0\ufffe"
ADDRESS = f"anna.p+list@{SECRET}"
LONG = "A title that goes on and on, " * 31  # nine hundred characters
ANYTHING = f'{MARKUP} {TURNED} "quoted" {ADDRESS} <mailto:{ADDRESS}> https://x.example/?a=1&b=%22'
SHORT = f'{SCRIPT} & "dns" {ADDRESS} \u202e\u2067שלום'
BEGAN = datetime(2026, 9, 1, 8, tzinfo=UTC)
ENDED = datetime(2027, 1, 15, tzinfo=UTC)


class Posting:
    """Mails in the order in which they are written, an hour apart."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._at = BEGAN
        self._count = 0

    async def post(
        self,
        who: str,
        subject: str,
        text: str,
        *,
        to: str = LIST,
        answers: Sequence[str] = (),
        name: str = "",
    ) -> str:
        """Have a mail arrive; return its Message-ID."""
        self._count += 1
        self._at += timedelta(hours=1)
        id = f"<hostile-{self._count}@mail.example.org>"
        raw = _raw(id, who, name, to, subject, text, answers, self._at)
        context = self._life.book.for_recipient(to)
        assert context is not None
        nonce = f"{self._count:016}"
        arrival = Arrival(raw, context, f"hostile:{id}", self._at, envelope_to=to, nonce=nonce)
        await self._life.player.receive(arrival)
        return id

    async def say_yes(self, who: str, kind: str) -> None:
        """Answer the last letter of a kind to somebody."""
        sent = [
            each.parcel
            for each in self._life.letters()
            if each.kind == kind and who in each.parcel.recipients
        ]
        letter = message_from_bytes(sent[-1].raw, policy=default)
        to = letter["Reply-To"].addresses[0].addr_spec
        await self.post(who, "Re: x", "yes", to=to, answers=[letter["Message-ID"]])

    async def wait(self, **time: float) -> None:
        """Let time pass."""
        self._at += timedelta(**time)
        await self._life.player.pass_time(self._at)


def _raw(
    id: str,
    who: str,
    name: str,
    to: str,
    subject: str,
    text: str,
    answers: Sequence[str],
    at: datetime,
) -> bytes:
    came = format_datetime(at)
    hop = (
        "desk (dsl-9.example.com [203.0.113.9])"
        if to.startswith("listbot")
        else "lists.example.org (lists.example.org [192.0.2.25])"
    )
    shown = Header(name or who.partition("@")[0].title(), "utf-8").encode(linesep="\n")
    lines = [
        f"Received: from {hop}\n\tby mx.example.org (Postfix) with ESMTP id 4X; {came}",
        f"From: {shown} <{who}>",
        f"To: {to}",
        f"Subject: {Header(subject, 'utf-8').encode(linesep=chr(10))}",
        f"Date: {came}",
        f"Message-ID: {id}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if answers:
        lines.append(f"In-Reply-To: {answers[-1]}")
        lines.append(f"References: {' '.join(answers)}")
    return ("\n".join(lines) + f"\n\n{text}\n").encode()


async def play(life: Life) -> None:
    """Play it."""
    await life.player.start()
    posting = Posting(life)
    await _votes(posting)
    await _tickets(posting)
    await _record(posting)
    await life.player.pass_time(ENDED)


async def _votes(posting: Posting) -> None:
    post = posting.post
    odd = await post("ana@example.org", f"[VOTE] {ANYTHING}", f"{ANYTHING}\n\n> {ANYTHING}")
    await post("ravi@example.org", f"Re: [VOTE] {ANYTHING}", "+1", answers=[odd], name=ANYTHING)
    no = await post("lena@example.org", "Re: x", f"-1, {ANYTHING}", answers=[odd], name=TURNED)
    await post(f"eve@{SECRET}", "Re: x", f"+1 {ANYTHING}", answers=[odd], name=ADDRESS)
    await post(f"noname@{SECRET}", "Re: x", f"maybe +1? {ANYTHING}", answers=[odd], name=" ")
    await post("ana@example.org", "Re: x", f"#listbot explained: {ANYTHING}", answers=[odd, no])
    text = f"#listbot amend\n{ANYTHING}\n\nAnother text, {ADDRESS}"
    await post("ana@example.org", "Re: x", text, answers=[odd])
    long = await post("ravi@example.org", f"[LAZY] {LONG}", LONG * 20)
    await post("ravi@example.org", "Re: y", f"#listbot withdraw {ANYTHING}", answers=[long])
    poll = f"[POLL] {SCRIPT}"
    await post("ana@example.org", poll, f"A) {ANYTHING}\nB) {ADDRESS}\nC) {TURNED}")
    await post("ana@example.org", f"[RFC] {ANYTHING}", ANYTHING)


async def _tickets(posting: Posting) -> None:
    post = posting.post
    odd = await post(f"eve@{SECRET}", ANYTHING, ANYTHING, to=DESK, name=ANYTHING)
    await post("ana@example.org", "Re: a", f"#listbot take\n{ANYTHING}", to=DESK, answers=[odd])
    await post("ana@example.org", "Re: a", "#listbot public", to=DESK, answers=[odd])
    await post("ana@example.org", "Re: a", "#listbot close", to=DESK, answers=[odd])
    long = await post(f"eve@{SECRET}", LONG, "It is broken.", to=DESK)
    await post("ana@example.org", "Re: a", "#listbot public", to=DESK, answers=[long])
    await post("ana@example.org", "Re: a", "#listbot starter", to=DESK, answers=[long])
    again = f"{PLANTED} and private again"
    back = await post(f"eve@{SECRET}", again, again, to=DESK)
    await post("ana@example.org", "Re: a", "#listbot public", to=DESK, answers=[back])
    await post("ana@example.org", "Re: a", "#listbot private", to=DESK, answers=[back])
    words = f"{PLANTED} password of the mail host"
    private = await post(f"pia@{SECRET}", words, words, to=DESK, name=f"Pia {PLANTED}")
    await post("ana@example.org", "Re: b", "#listbot private", to=DESK, answers=[private])
    await post("ana@example.org", "Re: b", f"{PLANTED} too", to=DESK, answers=[private])
    guarded = f"{PLANTED} security hole in the web server, CVE-2026-1234"
    await post(f"sol@{SECRET}", guarded, f"{PLANTED}: an exploit", to=DESK)


async def _record(posting: Posting) -> None:
    post = posting.post
    for who in ("ana", "ravi", "lena"):
        await post(f"{who}@example.org", "hello", f"#listbot join: {SHORT}")
    await post("ana@example.org", "system", "#listbot system: mail, dns")
    await post("ana@example.org", "service", "#listbot service: mail lead=ana admins=lena")
    log = f"#listbot log: moved a disk {ANYTHING}"
    await post("ana@example.org", "log", log)
    call = "#listbot meeting: 2026-10-20 18:00 UTC at {SHORT}"
    meeting = await post("ana@example.org", "meeting", call)
    agenda = f"#listbot agenda: {SHORT}"
    await post("ravi@example.org", "agenda", agenda)
    await post("lena@example.org", "regrets", f"#listbot regrets\n\n{PLANTED} illness", to=BOT)
    await posting.wait(days=49)
    minutes = (
        f"Present: Ana, Ravi\nRegrets: Lena ({PLANTED} illness)\n"
        f"Agreed: {ANYTHING}\nAction: Ravi {ANYTHING}\nPostponed: {LONG}"
    )
    await post("ana@example.org", "Re: meeting", minutes, answers=[meeting])
    await posting.say_yes("ana@example.org", "M35")
    adr = await post("ana@example.org", f"[ADR] {ANYTHING}", f"Context: {ANYTHING}\n\nDecision: x.")
    await post("lena@example.org", "Re: adr", f"-1, {ANYTHING}", answers=[adr])
    await post("ana@example.org", "Re: adr", f"Context: {LONG}\n\nDecision: y.", answers=[adr])
    await post("lena@example.org", "Re: adr", "#listbot leave", to=BOT)
