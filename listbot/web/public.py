"""The public pages over HTTP: GET and HEAD below the site's path, on the reader's thread.

A browser may keep a page and has to ask each time whether it is still right. A database that
cannot be read, or too many requests at a time, become an answer with 503.
"""

from aiohttp import web

from listbot.web.answers import RETRY_AFTER, Answer, Answers
from listbot.web.conditions import http_date, is_known
from listbot.web.reader import Reader, ReaderBusy

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
EVERY_PATH = "/{path:.*}"


class PublicPages:
    """All pages of the record."""

    def __init__(self, base: str, answers: Answers, reader: Reader) -> None:
        """`base`: the path below which they are."""
        self._base = base
        self._answers = answers
        self._reader = reader

    def mount(self, router: web.UrlDispatcher) -> None:
        """Add the pages to the site, after everything else: they have every other path."""
        router.add_get(EVERY_PATH, self._show)

    def has(self, path: str) -> bool:
        """Return whether it is below the site's path."""
        return path == self._base or path.startswith(f"{self._base}/")

    def refused(self, status: int) -> web.Response:
        """Return the page for a request that leads nowhere."""
        return as_response(self._answers.missing(status))

    def failed(self) -> web.Response:
        """Return the page for a fault of ours."""
        return as_response(self._answers.later(500))

    async def _show(self, request: web.Request) -> web.Response:
        path = request.rel_url.raw_path
        if path == self._base:
            return as_response(Answer(301, location=f"{path}/"))
        if not self.has(path):
            return self.refused(404)
        below = path[len(self._base) + 1 :]
        try:
            answer = await self._reader.run(lambda: self._answers.to(below))
        except ReaderBusy:
            answer = self._answers.later(503)
        none_match = ",".join(request.headers.getall("If-None-Match", ()))
        since = request.headers.get("If-Modified-Since", "")
        if answer.etag and is_known(answer.etag, answer.modified, none_match, since):
            return as_response(answer, is_known=True)
        return as_response(answer)


def as_response(answer: Answer, *, is_known: bool = False) -> web.Response:
    """Return an answer as it is sent; with `is_known`, only that it has not changed."""
    headers = HEADERS | {"Cache-Control": "no-cache" if answer.etag else "no-store"}
    if answer.etag:
        headers["ETag"] = answer.etag
    if answer.modified is not None:
        headers["Last-Modified"] = http_date(answer.modified)
    if not answer.may_index:
        headers["X-Robots-Tag"] = "noindex"
    if answer.location:
        headers["Location"] = answer.location
    if answer.status == 503:
        headers["Retry-After"] = str(RETRY_AFTER)
    if is_known:
        return web.Response(status=304, headers=headers)
    return web.Response(
        status=answer.status, body=answer.body, headers=headers | {"Content-Type": answer.type}
    )
