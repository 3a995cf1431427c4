"""Each site is built once in a process, when its first test asks for it."""

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
        _built[name] = built(name, folders.mktemp(name))
    return _built[name]
