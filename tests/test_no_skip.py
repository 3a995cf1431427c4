"""The rule in tests/conftest.py, applied to a small suite."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SUITE = """
import pytest

def test_passes(): ...

def test_skips_itself(): pytest.skip("no server here")

@pytest.fixture
def server(): pytest.skip("no server at all")

def test_skipped_by_its_fixture(server): ...

@pytest.mark.xfail(reason="known", strict=True)
def test_expected_to_fail(): assert False
"""


def outcomes(pytester: pytest.Pytester) -> dict[str, int]:
    """Run the small suite, and a module that skips itself, under the project's conftest."""
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        test_suite=SUITE, test_module='import pytest\npytest.skip("no", allow_module_level=True)'
    )
    run = pytester.runpytest_subprocess("-p", "no:cacheprovider", "--continue-on-collection-errors")
    return run.parseoutcomes()


def test_skips_are_failures_when_ci_says_so(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With LISTBOT_NO_SKIP=1 every kind of skip fails, and an expected failure does not."""
    monkeypatch.setenv("LISTBOT_NO_SKIP", "1")
    found = outcomes(pytester)
    found.pop("warnings", None)
    assert found == {"passed": 1, "failed": 1, "errors": 2, "xfailed": 1}


def test_skips_are_skips_elsewhere(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it a skip stays a skip."""
    monkeypatch.delenv("LISTBOT_NO_SKIP", raising=False)
    found = outcomes(pytester)
    found.pop("warnings", None)
    assert found == {"passed": 1, "skipped": 3, "xfailed": 1}
