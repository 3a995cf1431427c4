"""What was erased leaves a copy at the next build, whatever the stamps of its pages say."""

from pathlib import Path

import pytest

from listbot import pipeline
from listbot.model.inputs import EraseInput
from listbot.pages.loading import load_templates
from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.store.public.library import PublicLibrary
from listbot.store.public.votes import Votes
from listbot.web.building import build
from listbot.web.formats import Formats
from tests.playing import LIST, PEOPLE, Play, Post, hours, in_file, opening, votes

ZOE = "zoe@example.com"
SITE = SiteFacts(Shown("infra"), "", (PublicList(LIST),), frozenset({"votes"}))


def lines_with(word: str, place: Path) -> list[str]:
    """Return the files of a copy that contain a word."""
    files = (each for each in place.rglob("*") if each.is_file())
    return sorted(str(each.relative_to(place)) for each in files if word in each.read_text("utf-8"))


@pytest.mark.parametrize("are_stuck", [False, True])
def test_a_forgotten_person_is_gone_with_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, are_stuck: bool
) -> None:
    """Their words and their name, from pages, JSON and feeds; even if no stamp changed."""
    play = Play(engine=in_file(tmp_path))
    words = Post("z", ZOE, "-1, my landlord Quux forbids it", 3, answers=["p"])
    play.take(opening(), *votes(PEOPLE[1:4]), words)
    play.tick(hours(80))
    place = tmp_path / "site"
    library = PublicLibrary(play.engine, SITE, lambda: play.now)
    formats = Formats(load_templates(), SITE)
    build(library, formats, place)
    assert lines_with("Quux", place) == ["votes/1.html", "votes/1.json", "votes/1.md"]
    if are_stuck:
        with library.reading() as reading:
            stamps = [each for each in reading.pages() if each.path.startswith("votes")]
        monkeypatch.setattr(Votes, "pages", lambda self, source: iter(stamps))
    with play.transaction() as tx:
        asked = EraseInput.of(ZOE, "chance", "ana", "she asked", play.now)
        pipeline.erase(tx, ZOE, asked)
    build(library, formats, place)
    assert lines_with("Quux", place) == []
