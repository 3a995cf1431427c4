"""One HTTP client for all trackers: it makes a single request and says how that failed.

It never repeats a write (aiohttp repeats a read once if the connection breaks), never follows a
redirect to another host, never reads more than the bound, and never repeats a token: whatever the
other side says is redacted before it becomes an error. A write whose answer did not come is
TrackerAmbiguous: it may have been carried out.
"""

import asyncio
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import msgspec
from yarl import URL

from listbot.errors import (
    TrackerAmbiguous,
    TrackerDenied,
    TrackerGone,
    TrackerRefused,
    TrackerTooLong,
    TrackerUnavailable,
)
from listbot.redaction import Redaction, redaction
from listbot.trackers.waits import wait_of

CONNECTS_WITHIN = 10.0  # seconds
ANSWERS_WITHIN = 30.0  # seconds for the whole exchange; a slow Jira takes ten
MOST_BYTES = 8 * 1024 * 1024  # of one answer; a page of a hundred issues has one
MOST_REDIRECTS = 3  # a renamed repository needs one
SHOWN = 200  # characters of the other side's words in an error

READS = ("GET", "HEAD")
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (408, 425, 429, 503)
"""The other side says that it did nothing: too early, too many, not now."""
DENIED = (401, 403, 407)
GONE = (404, 410)
FAILED = 500


@dataclass(frozen=True, slots=True)
class Access:
    """Where a tracker is and how to log in."""

    url: str
    """Without a final slash."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """With each request; the token is in one of them."""
    login: tuple[str, str] = field(default=("", ""), repr=False)
    """User and token, so that no error repeats them."""
    ca_file: Path | None = None
    """A CA for its certificate; None means the system's."""
    within: float = ANSWERS_WITHIN


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    where: str
    """The request in words, for errors."""

    def json(self) -> Any:
        """Return the body, parsed. Raises TrackerUnavailable if it is not JSON that can be read:
        something between us and the tracker answered instead.
        """
        try:
            return msgspec.json.decode(self.body)
        except (ValueError, RecursionError) as fault:  # another encoding; nested without end
            raise TrackerUnavailable(f"{self.where}: the answer is not JSON: {fault}") from None


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart request."""

    name: str
    """Of the form's field; "" if the file is the whole body."""
    filename: str
    type: str
    data: bytes = field(repr=False)
    beside: Mapping[str, str] = field(default_factory=dict)
    """Other fields of the form."""


class Client:
    """A connection to one tracker.

    A path is given in segments, each of which is quoted, so that a key cannot lead elsewhere::

        answer = await client.ask("GET", ("rest", "api", "3", "issue", key))
        issue = answer.json()
    """

    def __init__(self, name: str, access: Access, clock: Callable[[], datetime]) -> None:
        """`name`: of the tracker, for errors."""
        self._name = name
        self._access = access
        self._clock = clock
        # Basic authentication sends them together (RFC 7617, section 2).
        self._redact: Redaction = redaction(access.login, ("", ":".join(access.login)))
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self,
        method: str,
        path: Sequence[str],
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        file: Upload | None = None,
        headers: Mapping[str, str] | None = None,
        accepts: Collection[int] = (),
    ) -> Answer:
        """Make one request; return the answer if its status is 2xx or in `accepts`.

        Raises TrackerGone, TrackerRefused, TrackerDenied, TrackerUnavailable, TrackerTooLong or
        TrackerAmbiguous.
        """
        url = self._url(path, params)
        where = f"{self._name}: {method} /{'/'.join(path)}"
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._once(method, url, where, json, file, headers or {})
            if answer.status not in REDIRECTS or answer.status in accepts:
                self._judge(answer, method, accepts)
                return answer
            url = self._redirected(url, answer, method)
        raise TrackerRefused(f"{where}: more than {MOST_REDIRECTS} redirects")

    async def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _once(
        self,
        method: str,
        url: URL,
        where: str,
        json: object,
        file: Upload | None,
        headers: Mapping[str, str],
    ) -> Answer:
        session = self._open()
        data = _body(json, file)
        kind = {"Content-Type": "application/json"} if isinstance(data, bytes) else {}
        try:
            async with session.request(
                method,
                url,
                data=data,
                headers={**kind, **headers},
                allow_redirects=False,
                middlewares=() if method in READS else (_once_only,),
            ) as answer:
                body = await _bounded(answer.content)
                status, said = answer.status, dict(answer.headers)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as fault:
            raise TrackerUnavailable(self._redact(f"{where}: {_words(fault)}")) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise self._broken(method, f"{where}: {_words(fault)}") from None
        if body is None:
            told = f"{where}: the answer is longer than {MOST_BYTES} bytes"
            raise TrackerTooLong(told) if method in READS else TrackerAmbiguous(told)
        return Answer(status, {name.lower(): each for name, each in said.items()}, body, where)

    def _judge(self, answer: Answer, method: str, accepts: Collection[int]) -> None:
        """Raise what an answer other than the wished one means."""
        status = answer.status
        if 200 <= status < 300 or status in accepts:
            return
        said = answer.body[: 4 * SHOWN].decode("utf-8", "replace")
        shown = " ".join(self._redact(said, SHOWN).split())
        words = f"{answer.where}: {status}" + (f": {shown!a}" if shown else "")
        wait = wait_of(answer.headers, self._clock())
        if status in BUSY:
            raise TrackerUnavailable(words, wait)
        if status >= FAILED and method not in READS:
            raise TrackerAmbiguous(words, wait)
        if status >= FAILED:
            raise TrackerUnavailable(words, wait)
        if status in DENIED:
            # Some send 403 with a wait where others send 429.
            raise TrackerDenied(words) if wait is None else TrackerUnavailable(words, wait)
        raise TrackerGone(words) if status in GONE else TrackerRefused(words)

    def _broken(self, method: str, words: str) -> TrackerUnavailable:
        kind = TrackerUnavailable if method in READS else TrackerAmbiguous
        return kind(self._redact(words))

    def _redirected(self, url: URL, answer: Answer, method: str) -> URL:
        """Return where to read instead; only on the same host, and only for reading."""
        try:
            target = url.join(URL(answer.headers.get("location", ""), encoded=True))
            is_here = target.origin() == url.origin()
        except ValueError:  # not an address at all
            is_here = False
        if not is_here or method not in READS:
            raise TrackerRefused(f"{answer.where}: sends us elsewhere: {answer.status}")
        return target

    def _url(self, path: Sequence[str], params: Mapping[str, str] | None) -> URL:
        for each in path:
            if each in ("", ".", ".."):
                raise TrackerGone(f"{self._name}: there is no ticket {each!r}")
        tail = "/".join(quote(each, safe="") for each in path)
        url = URL(f"{self._access.url}/{tail}", encoded=True)
        return url.with_query(dict(params)) if params else url

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            fixed = {"Accept": "application/json", "Accept-Encoding": "identity"}
            context = ssl.create_default_context(cafile=self._access.ca_file)
            self._session = aiohttp.ClientSession(
                headers={**fixed, **self._access.headers},
                connector=aiohttp.TCPConnector(ssl=context, limit=8),
                timeout=aiohttp.ClientTimeout(
                    total=self._access.within, sock_connect=CONNECTS_WITHIN
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,  # nobody can send us a bomb
                trust_env=False,
            )
        return self._session


async def _once_only(
    request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a PUT or DELETE on a new connection: a PUT that adds a note to an
    issue would add two.
    """
    try:
        return await send(request)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as fault:
        raise aiohttp.ClientPayloadError(type(fault).__name__) from fault


def _body(json: object, file: Upload | None) -> bytes | aiohttp.FormData | None:
    if file is not None and not file.name:
        return file.data
    if file is not None:
        # Browsers send a name as it is; percent-encoded, trackers would show %20 for each space.
        form = aiohttp.FormData(dict(file.beside), quote_fields=False)
        form.add_field(file.name, file.data, filename=file.filename, content_type=file.type)
        return form
    return None if json is None else msgspec.json.encode(json)


async def _bounded(content: aiohttp.StreamReader) -> bytes | None:
    """Read the whole body; None if it is too long."""
    parts, size = [], 0
    while part := await content.readany():
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            return None
    return b"".join(parts)


def _words(fault: Exception) -> str:
    """Say what went wrong without the address: its query may name a person."""
    if isinstance(fault, asyncio.TimeoutError):
        return "no answer in time"
    if isinstance(fault, aiohttp.ClientConnectorCertificateError):
        return f"its certificate is not trusted: {fault.certificate_error}"
    if isinstance(fault, aiohttp.ClientConnectorError):
        return f"cannot connect: {fault.strerror or type(fault).__name__}"
    return f"the connection broke: {type(fault).__name__}"
