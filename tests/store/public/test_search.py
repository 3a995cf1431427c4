"""The search of the pages is the same on both databases: the words come from the pages."""

from pathlib import Path

from listbot.store.public.library import PublicLibrary
from listbot.web.search.index import Index
from tests.playing import START, Play, in_file, opening, votes
from tests.store.public.sites import SITE


def found(library: PublicLibrary, index: Index, query: str) -> list[str]:
    """Bring an index up to date, and return the paths of what is found."""
    with library.reading() as reading:
        assert index.refresh(reading, "", lambda: None)
        return [hit.path for hit in index.find(reading, query).hits]


def test_each_daemon_finds_the_same(tmp_path: Path) -> None:
    """Words in any form and from any mail, also of what another daemon took in since; in the same
    order, though each has an index of its own.
    """
    play = Play(engine=in_file(tmp_path))
    library = PublicLibrary(play.engine, SITE, lambda: START)
    indexes = [Index(tmp_path / name) for name in ("a", "b")]
    play.take(opening(), *votes(["Ravi"], text="+1, the crème brûlée mirrors are slow"))
    before = library.version()
    assert [found(library, each, "mirror BRULEE") for each in indexes] == [["votes/1"]] * 2
    play.take(
        opening("q", 5, subject="[VOTE] Replace the mirrors", text="I propose to replace them.")
    )

    assert library.version() != before
    assert [found(library, each, "mirrors") for each in indexes] == [["votes/2", "votes/1"]] * 2
    assert found(library, indexes[0], "dinner") == []
    for each in indexes:
        each.close()
    play.store.close()
    library.close()
