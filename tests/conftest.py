"""Rules for every test.

With LISTBOT_NO_SKIP=1 (CI sets it) a skipped test is a failed one: a test that is skipped
because a server or a tool is missing proves nothing and looks green.

Hypothesis draws the same examples for the same code, so that a failing run is due to the change
and not to chance; `make explore` draws others each time (docs/decisions/0021).

Coverage is measured for the core alone, and by the tests that are there for it: tracing makes the
core 1.8 times as slow, so the tests in UNTRACED run without it, and so do those marked as slow and
the store's on PostgreSQL, as the same tests on SQLite cover the same.

What takes long begins first (`shares`).

What takes long to make is made once in each process (`shared`). What was collected stays to the
end, so that no search for garbage looks at it again.
"""

import gc
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import shared
from tests.shares import in_shares

shared.begin()

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile("same")

STRICT = os.environ.get("LISTBOT_NO_SKIP") == "1"

UNTRACED = {
    "attacks",
    "blind",
    "cli/doctor",
    "cli/operate",
    "cli/output",
    "cli/record",
    "cli/setup",
    "cli/site",
    "cli/ticket",
    "crash",
    "demo",
    "fuzz",
    "health",
    "hosted",
    "hostile",
    "inbound",
    "loops",
    "servers",
    "site",
    "test_architecture.py",
    "trackers",
    "web",
}
"""Folders whose tests try the edges, or the core once more from outside."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests; let pytest-cov pause while one runs that is not there for the coverage."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = in_shares(items, workers, lambda item: "/".join(parts_of(item)), is_slow)
    for item in items:
        if is_untraced(item) or is_slow(item):
            item.add_marker("no_cover")


def parts_of(item: pytest.Item) -> tuple[str, ...]:
    """Return the folders and the module of the tests that a test is in."""
    return item.path.relative_to(Path(__file__).parent).parts


def is_slow(item: pytest.Item) -> bool:
    """Whether a test is marked as slow."""
    return item.get_closest_marker("slow") is not None


def is_untraced(item: pytest.Item) -> bool:
    """Whether a test and what is set up for it cover nothing that others do not cover."""
    parts = parts_of(item)
    call = getattr(item, "callspec", None)
    on_server = call is not None and call.params.get("backend") == "postgresql"
    return on_server or not UNTRACED.isdisjoint((parts[0], "/".join(parts[:2])))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Let pytest-cov pause while such a test is set up, too: by itself it pauses only later."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    measures = getattr(plugin, "cov_controller", None)
    if measures is None or not is_untraced(item):
        return (yield)
    measures.pause()
    try:
        return (yield)
    finally:
        measures.resume()


def pytest_collection_finish() -> None:
    """Leave twenty thousand tests and all modules out of each search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip in a test, or in one of its fixtures, into a failure; keep expected failures."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and LISTBOT_NO_SKIP is set: {reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Do the same for a whole module that skips itself."""
    report = yield
    if STRICT and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, and LISTBOT_NO_SKIP is set: {reason(report.longrepr)}"
    return report


def reason(longrepr: object) -> str:
    """Return why it was skipped; pytest keeps (file, line, reason)."""
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
