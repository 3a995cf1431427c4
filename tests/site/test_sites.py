"""Whole sites: whatever stands in the record, each file of its site is right."""

import os
import re
import subprocess
from pathlib import Path, PurePosixPath

import msgspec
import pytest
from icalendar import Calendar

from tests.site.hostile import PLANTED, SCRIPT, SECRET
from tests.site.judging import (
    atom_faults,
    html_faults,
    ids_in,
    json_faults,
    parts_of,
    targets,
)
from tests.site.sites import Site

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_MESSAGE_ID = re.compile(r"mid:[^\s\"<&]*")
OPEN_ADDRESSES = {
    "infra@example.org",
    "infra-support@example.org",
    "listbot@example.org",
}
"""Those that people are to write to."""
VNU = os.environ.get("VNU", "")
"""The path of vnu.jar, the checker of the W3C, if somebody has it."""


def test_every_link_leads_somewhere(site: Site) -> None:
    """Links inside the site lead to files that are there, and to places that they have."""
    pages = dict(site.texts(".html"))
    places = {name: ids_in(html) for name, html in pages.items()}
    there = {site.name(each) for each in site.files()}
    lost = []
    for name, html in pages.items():
        for target in targets(html):
            path, fragment = parts_of(target)
            file = resolved(name, path)
            if file not in there or (fragment and fragment not in places.get(file, ())):
                lost.append(f"{name} -> {target}")
    assert lost == []


def resolved(page: str, path: str) -> str:
    """Return the file that a relative path on a page means."""
    if not path:
        return page
    parts: list[str] = []
    for part in (PurePosixPath(page).parent / path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_every_page_is_valid_html(site: Site) -> None:
    """Its headings are in order, its tables have captions, and nothing in it acts."""
    faults = [(name, each) for name, html in site.texts(".html") for each in html_faults(html)]
    assert faults == []


if VNU:  # not a test that is skipped: nobody misses it who has not got the checker

    def test_the_checker_of_the_w3c_finds_nothing(site: Site) -> None:
        """It knows which element may stand where; html5lib does not."""
        files = [str(each) for each in site.files(".html")]
        run = subprocess.run(
            ["java", "-jar", VNU, *files], capture_output=True, text=True, check=False
        )
        assert run.stderr == ""


def test_every_feed_is_valid_atom(site: Site) -> None:
    """It has what RFC 4287 says that it must have."""
    faults = [(name, each) for name, text in site.texts(".atom") for each in atom_faults(text)]
    assert faults == []


def test_every_calendar_can_be_read(site: Site) -> None:
    """Every event in it has an id of its own, a time, and a title."""
    for file in site.files(".ics"):
        events = Calendar.from_ical(file.read_bytes()).events
        uids = [str(each["uid"]) for each in events]
        assert len(set(uids)) == len(uids), file
        assert all(each["summary"] and each.decoded("dtstart").tzinfo for each in events), file


def test_every_json_is_as_its_schema_says(site: Site) -> None:
    """Nothing is missing and nothing is left out of the schema; all times are in UTC."""
    faults = []
    for name, text in site.texts(".json"):
        if name.startswith(("schema/", ".")):
            continue
        kind = msgspec.json.decode(text)["kind"]
        schema = site.place / "schema" / f"{kind}.json"
        assert schema.exists(), f"{name}: {kind} has no schema"
        faults += [(name, each) for each in json_faults(text, schema.read_bytes())]
    assert faults == []


def test_every_page_has_json(site: Site) -> None:
    """Whatever people read, programs can read, too."""
    pages = {str(PurePosixPath(name).with_suffix("")) for name, _ in site.texts(".html")}
    there = {site.name(each) for each in site.files(".json")}
    assert {f"{page}.json" for page in pages} - there == set()


def test_no_page_shows_an_address(site: Site) -> None:
    """Only those of the lists and of the bot, to which people are to write."""
    found = {
        (name, address)
        for name, text in site.texts()
        for address in _ADDRESS.findall(_MESSAGE_ID.sub("", text))
        if address not in OPEN_ADDRESSES
    }
    assert found == set()


def test_nothing_private_is_shown(site: Site) -> None:
    """Words that were planted in private tickets, in regrets and in what was not published, and the
    host of every stranger's address.
    """
    found = [
        (name, text[max(0, at - 60) : at + 60])
        for name, text in site.texts()
        for word in (PLANTED, SECRET)
        if (at := text.lower().find(word)) >= 0
    ]
    assert found == []


def test_markup_in_mails_stays_text(hostile: Site) -> None:
    """It is shown as it was written, and acts nowhere."""
    pages = [html for _, html in hostile.texts(".html")]
    assert not any(SCRIPT in html for html in pages)
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in html for html in pages)


def test_an_empty_record_has_a_whole_site(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its pages say that there is nothing yet."""
    from tests.site.conftest import site_of

    site = site_of("empty", tmp_path_factory)
    assert "votes.html" in {site.name(each) for each in site.files(".html")}


def test_a_page_is_not_longer_than_it_shows(site: Site) -> None:
    """A title without an end is cut, so no list is longer than a megabyte."""
    assert [site.name(each) for each in site.files(".html") if _size(each) > 1_000_000] == []


def _size(file: Path) -> int:
    return file.stat().st_size
