"""What list software makes of a post before it hands it to the members, as bytes in, bytes out.

The shapes are those of Mailman 3 (`munge_from`, `wrap_message`, footers as text and as a part of
its own), Mailman 2 and Google Groups; nothing here is copied from a real mail.
"""

LIST = "infra@example.org"
BY_LIST = (
    "Received: from lists.example.org (lists.example.org [192.0.2.25])\r\n"
    "\tby mx.example.org (Postfix) with ESMTPS id 1; Tue, 12 May 2026 11:59:00 +0000\r\n"
)
KEPT = ("message-id", "in-reply-to", "references", "date", "subject", "to", "precedence")
"""The fields that Mailman copies to the mail around a wrapped post, and Message-ID."""
FOOTER = "_______________________________________________\r\ninfra mailing list\r\n"


def split(raw: bytes) -> tuple[list[str], str]:
    """Return the fields, each with its folded lines, and the body."""
    head, _, body = raw.decode().partition("\r\n\r\n")
    fields: list[str] = []
    for line in head.split("\r\n"):
        if line[:1] in " \t":
            fields[-1] += f"\r\n{line}"
        else:
            fields.append(line)
    return fields, body


def joined(fields: list[str], body: str) -> bytes:
    """Return them as a mail again."""
    return ("\r\n".join(fields) + "\r\n\r\n" + body).encode()


def name_of(field: str) -> str:
    """Return a field's name in lower case."""
    return field.partition(":")[0].lower()


def plainly(raw: bytes) -> bytes:
    """A list that changes nothing; its host stamps the mail."""
    return BY_LIST.encode() + raw


def with_list_headers(raw: bytes) -> bytes:
    """List-Id, a prefix before the subject, a Reply-To to the list, and a footer."""
    fields, body = split(raw)
    fields = [field.replace("Subject: ", "Subject: [Infra] ") for field in fields]
    fields += ["List-Id: Infrastructure <infra.example.org>", f"Reply-To: {LIST}"]
    return plainly(joined(fields, body + FOOTER))


def munged(raw: bytes) -> bytes:
    """The list's address in From, the author's in Reply-To (`munge_from`); sealed and checked."""
    fields, body = split(raw)
    others = [field for field in fields if name_of(field) != "from"]
    others += [
        f"From: listbot via Infra <{LIST}>",
        "Reply-To: listbot@example.org",
        "ARC-Seal: i=1; a=rsa-sha256; d=lists.example.org; s=arc; cv=none; b=AAAA",
        "Authentication-Results: lists.example.org; dkim=none",
    ]
    return plainly(joined(others, body))


def wrapped(raw: bytes) -> bytes:
    """The post as the only part of a mail from the list (`wrap_message`)."""
    fields, _ = split(raw)
    outer = [field for field in fields if name_of(field) in KEPT]
    outer += [f"From: listbot via Infra <{LIST}>", "Content-Type: message/rfc822"]
    return plainly(joined(outer, raw.decode()))
