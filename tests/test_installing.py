"""How listbot is installed: from a file or a clone. The index has another project with its name."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest

from listbot import __version__
from listbot.cli.group import cli

ROOT = Path(__file__).parent.parent
WHEEL = f"listbot_daemon-{__version__}-py3-none-any.whl"
PLACES = (
    "*.md",
    "*.toml",
    "Makefile",
    ".ci/*",
    "docs/**/*",
    "systemd/*",
    "listbot/**/*.py",
    "listbot/**/*.j2",
    "listbot/**/*.toml",
    "listbot/**/*.eml",
)

# A name as an index accepts it: in any case, with any of the three separators between its words,
# and not a file or a path.
_NAME = r"(?<![\w./@-])listbot(?:[-_.]+daemon)?(?![\w/@+-]|\.\w)"
_SPECIFIED = r"(?:\[[\w ,-]*\])?\s*(?:===?|>=|<=|~=|!=|@\s*(?:https?|git)\b)"
FROM_AN_INDEX = re.compile(
    # pip install, pipx run, uv add, uv tool install, poetry add, apt install: with any options in
    # between.
    rf"\b(?:install|download|wheel|add|inject|upgrade|uvx|(?:pipx|tool) run|--with|--from)"
    rf"(?:\s+-[-\w=./:]*+)*\s+[\"'`]?{_NAME}"
    rf"|{_NAME}{_SPECIFIED}"
    r"|pypi\.org|pythonhosted\.org|--(?:extra-)?index(?:-url)?\b|\bPyPI\b(?!-)"
    rf"|\bmetadata\.\w+\(\s*[\"']listbot[\"']",
    re.IGNORECASE,
)


def helps(command: click.Command, name: str = "listbot") -> list[tuple[str, str]]:
    """The --help text of each command in the group."""
    context = click.Context(command, info_name=name)
    found = [(f"{name} --help", command.get_help(context))]
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            found += helps(inner, f"{name} {each}")
    return found


def documents() -> list[tuple[str, str]]:
    """Everything that people read, by name: documents, units, examples, letters, messages in
    the code, help.
    """
    files = sorted({path for place in PLACES for path in ROOT.glob(place) if path.is_file()})
    texts = [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in files
    ]
    return texts + helps(cli)


def test_nobody_is_told_to_install_from_an_index() -> None:
    """No document says to install from an index: `pip install listbot` would install somebody
    else's project.
    """
    told = [
        (name, found[0]) for name, text in documents() for found in FROM_AN_INDEX.finditer(text)
    ]
    assert told == []


def test_all_documents_are_read() -> None:
    """The places exist, and so does the help of nested commands."""
    names = {name for name, _ in documents()}
    assert names >= {
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "Makefile",
        "config.example.toml",
        "pyproject.toml",
        "docs/operating.md",
        "docs/decisions/README.md",
        "systemd/listbot.service",
        ".ci/run",
        "listbot/cli/setup/init.py",
        "listbot --help",
        "listbot outbox approve --help",
    }


@pytest.mark.parametrize(
    "told",
    [
        "pip install listbot",
        "/opt/listbot/bin/pip install listbot            # or the wheel",
        "pip3 install --upgrade --quiet 'listbot'",
        'pip install -U "Listbot_Daemon"',
        "pip install listbot-daemon",
        "python3 -m pip install\nlistbot",
        "`pip install listbot`.",
        "pip download listbot",
        "pipx install listbot",
        "pipx run listbot demo",
        "uv tool install listbot-daemon",
        "uv tool run listbot",
        "uvx listbot demo",
        "uvx --from listbot-daemon listbot demo",
        "uv add listbot",
        "poetry add listbot",
        "apt-get install listbot",
        "listbot==0.1.0",
        "listbot-daemon >= 0.1",
        "listbot[postgresql]~=0.1",
        "listbot-daemon @ https://example.org/x.whl",
        "https://pypi.org/project/anything/",
        "pip install --index-url https://example.org/simple x",
        "get it from PyPI",
        'metadata.version("listbot")',
    ],
)
def test_what_counts_as_telling(told: str) -> None:
    """Every usual way of asking an index is recognised, also across line ends."""
    assert FROM_AN_INDEX.search(told) is not None


@pytest.mark.parametrize(
    "told",
    [
        f"/opt/listbot/bin/pip install ./{WHEEL}",
        f"pipx install ./{WHEEL}",
        "/opt/listbot/bin/pip install .\n    listbot demo",
        "uv run --no-dev listbot demo",
        "the distribution is called `listbot-daemon`",
        "systemctl enable --now listbot",
        'metadata.version("listbot-daemon")',
    ],
)
def test_what_does_not(told: str) -> None:
    """A file, a clone and the command's own name do not refer to an index."""
    assert FROM_AN_INDEX.search(told) is None


def test_the_wheel_has_the_name_that_the_documents_give(tmp_path: Path) -> None:
    """`listbot-daemon` contains the package and command `listbot` and the migrations; the docs
    name that very file.
    """
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    assert [file.name for file in tmp_path.iterdir()] == [WHEEL]
    assert f"pip install ./{WHEEL}\n" in (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / WHEEL) as wheel:
        names = wheel.namelist()
        meta = f"listbot_daemon-{__version__}.dist-info"
        assert {name.partition("/")[0] for name in names} == {"listbot", meta}
        assert "listbot/migrations/env.py" in names
        assert "\nName: listbot-daemon\n" in wheel.read(f"{meta}/METADATA").decode()
        assert "listbot = listbot.__main__:main" in wheel.read(f"{meta}/entry_points.txt").decode()
