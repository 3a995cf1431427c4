"""A proposal, and a +1 from four mail programs, each written as that program writes it: Gmail in
a browser, Thunderbird, mutt, and an Outlook that sends only HTML.

The mails are dated when they are made, because the daemon reads the real clock.
"""

from collections.abc import Callable, Mapping
from email.utils import localtime
from types import MappingProxyType

ANA, BOB, CLEO = "Ana Ruiz <ana@example.org>", "Bob Ito <bob@example.org>", "cleo@example.org"
DAN = "Dan Fox <dan@example.net>"

_GMAIL = """\
--0000000000004c1e5b0623a1
Content-Type: text/plain; charset="UTF-8"

+1, and I can help with DNS.

On Mon, Sep 7, 2026 at 6:02 PM Ana Ruiz via Infra <infra@example.org>
wrote:

> I propose this.
> -1 would need a reason.
>

--0000000000004c1e5b0623a1
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<div dir=3D"ltr">+1, and I can help with DNS.</div><br><div class=3D"gmail_quote">=
<div dir=3D"ltr" class=3D"gmail_attr">On Mon, Sep 7, 2026 at 6:02=E2=80=AFPM Ana Ru=
iz via Infra wrote:<br></div><blockquote class=3D"gmail_quote">I propose this.<br>-=
1 would need a reason.</blockquote></div>

--0000000000004c1e5b0623a1--
"""

_THUNDERBIRD = """\
On 07/09/2026 18:02, Ana Ruiz wrote:
> I propose this.
> -1 would need a reason.

+1

--\x20
Cleo
"""

_MUTT = """\
* Ana Ruiz <ana@example.org> [2026-09-07 18:02]:
> I propose this.

+1 =E2=80=93 gerne.

--=20
Dan
"""

_OUTLOOK = """\
<html><head><style>p.MsoNormal {margin:0cm;}</style></head><body lang="EN-GB">
<div class="WordSection1"><p class="MsoNormal">+1 from me, too.</p></div>
<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">
<p class="MsoNormal"><b>From:</b> Ana Ruiz &lt;ana@example.org&gt;<br><b>Sent:</b> Monday,
7 September 2026 18:02<br><b>To:</b> infra@example.org<br><b>Subject:</b> [VOTE]</p></div>
<p class="MsoNormal">I propose this. -1 would need a reason.</p></body></html>
"""


def _mail(id: str, author: str, to: str, subject: str, body: str, more: Mapping[str, str]) -> bytes:
    fields = {
        "From": author,
        "To": to,
        "Subject": subject,
        "Date": f"{localtime():%a, %d %b %Y %H:%M:%S %z}",
        "Message-ID": f"<{id}@example.org>",
        "MIME-Version": "1.0",
        **more,
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"{head}\n{body}".replace("\n", "\r\n").encode()


def proposal(id: str, to: str, title: str) -> bytes:
    """Ana proposes."""
    body = f"Hello,\n\nI propose this: {title.lower()}.\n\nAna\n"
    return _mail(id, ANA, to, f"[VOTE] {title}", body, MappingProxyType({}))


def _answering(mailer: str, author: str, body: str, **more: str) -> Callable[..., bytes]:
    def answer(id: str, to: str, title: str) -> bytes:
        ties = {"In-Reply-To": f"<{id}@example.org>", "References": f"<{id}@example.org>"}
        fields = ties | {name.replace("_", "-"): value for name, value in more.items()}
        return _mail(f"{mailer}-{id}", author, to, f"Re: [VOTE] {title}", body, fields)

    return answer


gmail = _answering(
    "gmail",
    BOB,
    _GMAIL,
    Content_Type='multipart/alternative; boundary="0000000000004c1e5b0623a1"',
)
"""Bob's: plain text and HTML, above the quote."""
thunderbird = _answering(
    "thunderbird",
    CLEO,
    _THUNDERBIRD,
    User_Agent="Mozilla Thunderbird",
    Content_Type="text/plain; charset=UTF-8; format=flowed",
    Content_Transfer_Encoding="8bit",
)
"""Cleo's: below the quote."""
mutt = _answering(
    "mutt",
    DAN,
    _MUTT,
    Content_Type="text/plain; charset=utf-8",
    Content_Disposition="inline",
    Content_Transfer_Encoding="quoted-printable",
)
"""Dan's, whose mail host is another one."""
outlook = _answering(
    "outlook", ANA, _OUTLOOK, Content_Type='text/html; charset="us-ascii"', Content_Language="en-US"
)
"""Ana's own: only HTML."""

MAILERS: Mapping[str, Callable[..., bytes]] = MappingProxyType(
    {"gmail": gmail, "thunderbird": thunderbird, "mutt": mutt, "outlook": outlook}
)
