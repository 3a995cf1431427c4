"""Delivers letters to a mail server by SMTP, one connection per letter.

The outbox acts on how far it came: if the connection breaks before the final dot was sent,
it raises CarrierUnavailable (surely not sent), after it CarrierAmbiguous. A 5xx about the
letter raises CarrierRefused; one about us (a login, TLS, relaying: `smtp_replies.py`) raises
CarrierDenied, since a wrong password must not kill every waiting letter. No error repeats
the password, whatever the server says.
"""

import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponse,
    SMTPResponseException,
)

from listbot.config import CarrierConfig
from listbot.errors import (
    CarrierAmbiguous,
    CarrierAway,
    CarrierDenied,
    CarrierRefused,
    CarrierUnavailable,
    ConfigError,
    ListbotError,
    TokenUnavailable,
)
from listbot.letters.letter import Parcel
from listbot.logins.mending import with_advice
from listbot.logins.tokens import AccessTokens
from listbot.outbound import Receipt
from listbot.outbound.smtp_replies import About, Stage, about
from listbot.redaction import redaction

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a server; RFC 5321, section 4.5.3.2 asks for these after the dot."""

    command: float = 60.0
    after_dot: float = 600.0


FAREWELL = 5.0  # seconds for QUIT: the letter is accepted, and its receipt must not wait
USUAL = Patience()


class SmtpCarrier:
    """A Carrier that uses one mail server."""

    name = "smtp"

    def __init__(self, config: CarrierConfig, patience: Patience = USUAL) -> None:
        if config.tls not in ("none", "starttls", "tls"):
            raise ConfigError(
                (f'outbound.tls: "{config.tls}" must be one of: none, starttls, tls',)
            )
        self._config = config
        self._patience = patience
        self._server = f"{config.host} port {config.port}"
        self._redact = redaction((config.user, config.password))
        self._tokens = AccessTokens(config.token) if config.token else None

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Send one letter; return once the server accepted it for at least one recipient.

        Raises CarrierRefused, CarrierUnavailable or CarrierAmbiguous.
        """
        async with self._connected() as client:
            refused = await self._envelope(client, parcel)
            reply = await self._content(client, parcel.raw)
        return Receipt(self._words(reply), refused)

    async def check(self) -> str:
        """Connect, start TLS and log in; return the details. Raises CarrierUnavailable."""
        async with self._connected() as client:
            secure = "TLS" if client.get_transport_info("sslcontext") else "no TLS"
            login = f", logged in as {self._config.user}" if self._config.user else ""
            return f"smtp: {self._server} accepts mail ({secure}{login})"

    async def probe(self, recipient: str) -> str:
        """Ask whether the server would accept a letter to this address, without sending
        one; return a line that says so.

        Raises CarrierRefused or CarrierUnavailable.
        """
        asked = Parcel("", "", (recipient,), b"")
        async with self._connected() as client:
            await self._envelope(client, asked)
        return f"smtp: {self._server} accepts {recipient}"

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[SMTP]:
        try:
            client = await self._open()
        except TokenUnavailable as fault:
            raise CarrierAway(f"smtp: {self._server}: {fault}") from fault
        except (SMTPException, OSError, ValueError) as fault:
            raise self._failed(Stage.GREETING, "", fault) from fault
        try:
            yield client
            await _take_leave(client)
        finally:
            client.close()

    async def _open(self) -> SMTP:
        """Connect and log in; with a new token if the server refuses the one that we have."""
        if self._tokens is None:
            return await _connect(self._client())
        token = await self._tokens.get()
        try:
            return await _connect(self._client(token))
        except SMTPAuthenticationError:
            other = await self._tokens.get(other_than=token)
            if other == token:
                raise
            return await _connect(self._client(other))

    def _client(self, token: str = "") -> SMTP:
        config = self._config

        async def shown() -> str:
            return token

        if token:
            self._redact = redaction((config.user, token))
        context = (
            None if config.tls == "none" else ssl.create_default_context(cafile=config.ca_file)
        )
        return SMTP(
            hostname=config.host,
            port=config.port,
            username=config.user or None,
            password=config.password or None,
            oauth_token_generator=shown if token else None,
            timeout=self._patience.command,
            use_tls=config.tls == "tls",
            start_tls=config.tls == "starttls",
            tls_context=context,
        )

    async def _envelope(self, client: SMTP, parcel: Parcel) -> dict[str, str]:
        """Send MAIL and RCPT; return the recipients the server refused, if it accepts any."""
        options, encoding = _options(client, parcel)
        try:
            await client.mail(parcel.envelope_from, options=options, encoding=encoding)
        except (SMTPException, OSError, ValueError) as fault:
            raise self._failed(
                Stage.SENDER, f"sender {parcel.envelope_from or '<>'}: ", fault
            ) from fault
        refused: dict[str, SMTPResponseException] = {}
        for recipient in parcel.recipients:
            try:
                await client.rcpt(recipient, encoding=encoding)
            except SMTPResponseException as fault:
                refused[recipient] = fault
            except (SMTPException, OSError, ValueError) as fault:
                raise self._failed(Stage.RECIPIENT, f"recipient {recipient}: ", fault) from fault
        if len(refused) == len(set(parcel.recipients)):
            raise self._all_refused(refused)
        return {recipient: self._reason(fault) for recipient, fault in refused.items()}

    async def _content(self, client: SMTP, raw: bytes) -> SMTPResponse:
        """Send DATA, the letter and the dot. The library's own `data()` does not say on
        which side of the dot it broke.
        """
        try:
            go_on = await client.execute_command(b"DATA")
            if go_on.code != 354:
                raise SMTPResponseException(go_on.code, go_on.message)
            assert client.protocol is not None
            client.protocol.write(_stuffed(raw))
        except (SMTPException, OSError) as fault:
            raise self._failed(Stage.DATA, "letter: ", fault) from fault
        try:
            reply = await client.protocol.read_response(timeout=self._patience.after_dot)
        except (SMTPException, OSError) as fault:
            text = f"smtp: {self._server}: after the final dot: {self._reason(fault)}"
            raise CarrierAmbiguous(text) from fault
        if reply.code // 100 != 2:
            raise self._failed(
                Stage.CONTENT, "letter: ", SMTPResponseException(reply.code, reply.message)
            )
        return reply

    def _failed(self, stage: Stage, what: str, fault: Exception) -> ListbotError:
        said = with_advice(self._reason(fault), has_token=self._tokens is not None)
        text = f"smtp: {self._server}: {what}{said}"
        match _about(stage, fault):
            case About.LETTER:
                return CarrierRefused(text)
            case About.US:
                return CarrierDenied(text, every=stage in (Stage.GREETING, Stage.SENDER))
            case About.MOMENT:
                return (CarrierAway if stage is Stage.GREETING else CarrierUnavailable)(text)

    def _all_refused(self, refused: dict[str, SMTPResponseException]) -> ListbotError:
        """Return the error if every recipient was refused. The mildest refusal decides:
        nobody has the letter yet, and nobody should lose it.
        """
        said = "; ".join(
            f"{recipient}: {self._reason(fault)}" for recipient, fault in refused.items()
        )
        text = f"smtp: {self._server}: all recipients were refused: {said}"
        found = {_about(Stage.RECIPIENT, fault) for fault in refused.values()}
        if About.US in found:
            return CarrierDenied(text, every=False)
        return CarrierUnavailable(text) if About.MOMENT in found else CarrierRefused(text)

    def _reason(self, fault: Exception) -> str:
        if isinstance(fault, SMTPResponseException):
            return self._words(SMTPResponse(fault.code, fault.message))
        return self._redact(str(fault)) or type(fault).__name__

    def _words(self, reply: SMTPResponse) -> str:
        return " ".join(f"{reply.code} {self._redact(reply.message)}".split())


async def _connect(client: SMTP) -> SMTP:
    """Connect, start TLS, log in; a client that fails is closed."""
    try:
        await client.connect()
        await client.ehlo()
    except BaseException:
        client.close()
        raise
    return client


def _about(stage: Stage, fault: Exception) -> About:
    """No reply at all is a problem of the moment."""
    return (
        about(stage, fault.code, fault.message)
        if isinstance(fault, SMTPResponseException)
        else About.MOMENT
    )


def _options(client: SMTP, parcel: Parcel) -> tuple[list[str], str]:
    """Return what MAIL must announce (RFC 6152, RFC 6531), and the encoding of the addresses."""
    eight_bit = not parcel.raw.isascii() and client.supports_extension("8bitmime")
    options = ["BODY=8BITMIME"] if eight_bit else []
    if "".join((parcel.envelope_from, *parcel.recipients)).isascii():
        return options, "ascii"
    if not client.supports_extension("smtputf8"):
        raise CarrierRefused("smtp: the server does not accept non-ASCII addresses (SMTPUTF8)")
    return [*options, "SMTPUTF8"], "utf-8"


def _stuffed(raw: bytes) -> bytes:
    """Return the letter for DATA: dots doubled, final dot added (RFC 5321, section 4.5.2)."""
    end = b".\r\n" if raw.endswith(b"\r\n") else b"\r\n.\r\n"
    return _LEADING_DOT.sub(b"..", raw) + end


async def _take_leave(client: SMTP) -> None:
    """Send QUIT; a failure changes nothing, because the letter is accepted."""
    try:
        await client.quit(timeout=FAREWELL)
    except (SMTPException, OSError):
        client.close()
