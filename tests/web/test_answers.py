"""What is answered to a path, without sockets."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.errors import ListbotError, StoreBroken, StoreUnavailable
from listbot.web.answers import HTML, TEXT, Answer
from tests.web.shelf import CLOSED, OPEN, Hands, Shelf, answers_from, page

FIRST = page("", "infra")
VOTE = page("votes/31", "V-31: a new mirror")
DOTTED = page("services/git.example.org", "git.example.org")


def shelf() -> Shelf:
    """Three pages."""
    return Shelf({each.path: each for each in (FIRST, VOTE, DOTTED)})


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("", "infra"),
        ("index.html", "infra"),
        ("votes/31", "V-31: a new mirror"),
        ("votes/31.html", "V-31: a new mirror"),
        ("votes%2F31", "V-31: a new mirror"),
        ("services/git.example.org", "git.example.org"),
        ("services/git.example.org.html", "git.example.org"),
    ],
)
def test_a_page_is_found(path: str, title: str) -> None:
    """By its path, and by the name that its file has in a static copy."""
    answer = answers_from(shelf()).to(path)
    assert (answer.status, answer.type, answer.may_index) == (200, HTML, True)
    assert answer.body == f"<h1>{title}</h1> /listbot/votes /listbot/style.css".encode()


@pytest.mark.parametrize(("path", "title"), [("index.json", "infra"), ("votes/31.json", "V-31")])
def test_a_page_is_there_for_programs(path: str, title: str) -> None:
    """The suffix chooses the format."""
    answer = answers_from(shelf()).to(path)
    assert (answer.status, answer.type) == (200, "application/json")
    assert json.loads(answer.body)["title"].startswith(title)


@pytest.mark.parametrize(
    "path",
    [
        "index",
        "rules.atom",
        "rules.ics",
        "all.ics",
        "nothing.atom",
        "nothing.ics",
        "votes/31.atom",
        ".atom",
        ".html",
        ".json",
        "votes/32",
        "votes/31.md",
        "votes/31.css",
        "schema/nothing.json",
        "votes/31.html.html",
        "votes/31%00",
        "votes/31%0a",
        "%ff%fe",
        "%2e%2e/%2e%2e/etc/passwd",
        "../config.toml",
        "//evil.example.com/",
        "/",
        "nothing/",
        "x" * 300,
        "x" * 1_000_000,
        "%41" * 100_000,
        "/" * 100_000,
        ".json" * 50_000,
    ],
)
def test_what_is_not_there(path: str) -> None:
    """The page says so, and it cannot be remembered or indexed; nothing looks far for it."""
    found = shelf()
    expected = Answer(404, b"<h1>There is no such page</h1>")
    assert answers_from(found).to(path) == expected
    assert len(found.asked) <= 1
    assert all(len(each) <= 300 for each in found.asked)


@pytest.mark.parametrize(
    ("path", "title"), [("all.atom", "infra: Everything new"), ("votes.atom", "infra: Votes")]
)
def test_what_is_new(path: str, title: str) -> None:
    """Each part has a feed, and there is one of all."""
    answer = answers_from(shelf()).to(path)
    assert (answer.status, answer.type) == (200, "application/atom+xml; charset=utf-8")
    assert f"<title>{title}</title>".encode() in answer.body
    assert b"<title>V-31: a new mirror</title>" in answer.body
    assert not answer.may_index


def test_what_happens_when() -> None:
    """A part's calendar."""
    answer = answers_from(shelf()).to("votes.ics")
    assert (answer.status, answer.type) == (200, "text/calendar; charset=utf-8")
    assert b"SUMMARY:V-31: a new mirror" in answer.body
    assert not answer.may_index


def test_a_slash_too_many_leads_to_the_page() -> None:
    """Only to a page that exists on this site, whatever stands in the path."""
    answers = answers_from(shelf())
    assert answers.to("votes/31/") == Answer(301, location="/listbot/votes/31")
    assert answers.to("votes/31///") == Answer(301, location="/listbot/votes/31")
    assert answers.to("services%2Fgit.example.org/").location == (
        "/listbot/services/git.example.org"
    )


def test_the_style_sheet() -> None:
    """It is one of the templates."""
    answer = answers_from(shelf()).to("style.css")
    assert (answer.status, answer.type, answer.body) == (
        200,
        "text/css; charset=utf-8",
        b"p { margin: 0 }",
    )


def test_the_schemas() -> None:
    """They describe the JSON of each kind of page; a schema that is not there is not found."""
    answers = answers_from(shelf())
    answer = answers.to("schema/vote.json")
    assert (answer.status, answer.type) == (200, "application/json")
    assert json.loads(answer.body)["$ref"] == "#/$defs/vote-page"
    assert answers.to("schema/letter.json").status == 404


def test_what_the_json_means() -> None:
    """A schema for each kind of page."""
    answer = answers_from(shelf()).to("schema/vote.json")
    assert (answer.status, answer.type) == (200, "application/json")
    assert "$defs" in json.loads(answer.body)


@pytest.mark.parametrize(
    ("lists", "barred"),
    [((OPEN,), "/listbot/search"), ((CLOSED, OPEN), "/listbot/search"), ((CLOSED,), "/listbot/")],
)
def test_what_robots_may_ask_for(lists: tuple[object, ...], barred: str) -> None:
    """Everything but the search, if a list allows it; else nothing."""
    answer = answers_from(shelf(), *lists).to("robots.txt")  # type: ignore[arg-type]  # pytest's
    assert (answer.type, answer.body.decode()) == (TEXT, f"User-agent: *\nDisallow: {barred}\n")


def test_a_page_that_no_search_engine_may_keep() -> None:
    """Each format of it says so."""
    found = Shelf({"votes": page("votes", "Votes", may_index=False)})
    answers = answers_from(found)
    assert [answers.to(f"votes{suffix}").may_index for suffix in ("", ".json")] == [False, False]


def test_an_answer_is_made_once() -> None:
    """Until something is committed, or a minute has passed, or the clock was set back."""
    found, clock = shelf(), Hands()
    answers = answers_from(found, clock=clock)
    first = answers.to("votes/31")
    assert answers.to("votes/31") is first
    found.put(page("votes/31", "V-31: two mirrors"))
    assert b"two mirrors" in answers.to("votes/31").body
    clock.now += timedelta(seconds=59)
    answers.to("votes/31")
    assert len(found.asked) == 2
    clock.now += timedelta(seconds=1)
    answers.to("votes/31")
    clock.now -= timedelta(hours=1)
    answers.to("votes/31")
    assert len(found.asked) == 4


def test_the_same_bytes_have_the_same_names() -> None:
    """Whoever has a page from before a restart need not load it again."""
    first, other = (answers_from(shelf()).to("votes/31") for _ in range(2))
    assert first == other
    assert first.etag.startswith('"')
    assert first.etag != answers_from(shelf()).to("").etag


def test_since_when_a_page_is_as_it_is() -> None:
    """Since it was first seen so, in whole seconds: what it tells about itself does not count."""
    found, clock = shelf(), Hands()
    answers = answers_from(found, clock=clock)
    begun = clock.now.replace(microsecond=0)
    assert answers.to("votes/31").modified == begun
    clock.now += timedelta(minutes=5)
    found.put(VOTE)
    assert answers.to("votes/31").modified == begun
    found.put(page("votes/31", "V-31: [redacted]"))
    assert answers.to("votes/31").modified == begun + timedelta(minutes=5)


@pytest.mark.parametrize("fault", [StoreUnavailable("locked"), StoreBroken("damaged")])
def test_while_the_database_cannot_be_read(fault: ListbotError) -> None:
    """Nothing is shown that may be wrong by now, and the next request is answered."""
    found = shelf()
    answers = answers_from(found)
    good = answers.to("votes/31")
    found.fault = fault
    assert answers.to("votes/31") == Answer(503, b"<h1>Not just now</h1>")
    found.fault = None
    assert answers.to("votes/31") == good


def test_a_site_at_the_root() -> None:
    """Without a path in its address, links begin at the root."""
    answers = answers_from(shelf(), base="")
    assert answers.to("votes/31/") == Answer(301, location="/votes/31")
    assert b" /votes /style.css" in answers.to("").body
    assert answers.to("robots.txt").body == b"User-agent: *\nDisallow: /search\n"


def test_only_an_answer_that_exists_is_kept() -> None:
    """A page that appears is there at once, and strange paths fill no memory."""
    found = shelf()
    answers = answers_from(found)
    assert answers.to("votes/32").status == 404
    found.books["votes/32"] = replace(VOTE, path="votes/32")
    assert answers.to("votes/32").status == 200


def test_a_page_that_takes_long_is_not_made_for_every_request() -> None:
    """It stays for a while although something changed; then it is made anew."""
    found, clock = shelf(), Hands()
    seconds = iter((0.0, 1.5, 2.0, 3.5))
    answers = answers_from(found, clock=clock, timer=lambda: next(seconds))
    first = answers.to("votes/31")
    found.put(page("votes/31", "V-31: two mirrors"))
    clock.now += timedelta(seconds=29)
    assert answers.to("votes/31") is first
    clock.now += timedelta(seconds=1)
    assert b"two mirrors" in answers.to("votes/31").body
