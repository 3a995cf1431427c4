"""Each site is built once, when the first test asks for it, whatever worker that test runs in."""

import fcntl
import os
import shutil

import pytest

from tests.site.sites import RECORDS, Site, built

_built: dict[str, Site] = {}


@pytest.fixture(params=RECORDS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return each of the sites."""
    return site_of(request.param, tmp_path_factory)


@pytest.fixture
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the record that was written to break pages."""
    return site_of("hostile", tmp_path_factory)


def site_of(name: str, folders: pytest.TempPathFactory) -> Site:
    """Return a site, which is built if it is not there yet."""
    if name not in _built:
        common = folders.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            common = common.parent
        place = common / f"site-{name}"
        with (common / f"site-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (place / "site.done").exists():
                shutil.rmtree(place, ignore_errors=True)  # of a build that failed
                place.mkdir()
                built(name, place)
                (place / "site.done").touch()
        _built[name] = Site(place / "site")
    return _built[name]
