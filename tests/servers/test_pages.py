"""The public pages in a real browser: no rule of WCAG 2.2 AA is broken, and nothing is cut off, on
a telephone, a tablet and a desk, light and dark.
"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from listbot.cli.group import cli
from tests.servers.chromium import Tab, found_axe, found_chromium, running_chromium

pytestmark = pytest.mark.skipif(
    found_chromium() is None or found_axe() is None,
    reason="Chromium or axe-core is not installed (.ci/install-servers)",
)

WIDTHS = (320, 768, 1200)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules about colours: nothing else differs in the dark."""
CHECK = """axe.run(document, {runOnly: %s, resultTypes: ["violations"]}).then(
  found => found.violations.flatMap(
    each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 200)}`)))"""
DARK = re.compile(
    r"@media \(prefers-color-scheme: dark\) \{\s*:root \{\s*(?:--[a-z]+: #[0-9a-f]{6};\s*)+\}\s*\}"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the demo as files."""
    folder = tmp_path_factory.mktemp("site")
    played = CliRunner().invoke(cli, ["demo", "--dir", str(folder / "demo")])
    assert played.exit_code == 0, played.output
    config = ["--config", str(folder / "demo" / "config.toml")]
    built = CliRunner().invoke(cli, [*config, "site", "build", str(folder / "site")])
    assert built.exit_code == 0, built.output
    return folder / "site"


def pages_of(site: Path) -> Iterator[Path]:
    """Yield every list, and two pages of each kind: the first and the last."""
    yield from sorted(site.glob("*.html"))
    for part in sorted(each for each in site.iterdir() if each.is_dir()):
        found = sorted(part.rglob("*.html"))
        yield from dict.fromkeys((*found[:1], *found[-1:]))


async def faults_of(tab: Tab, axe: str, page: Path) -> list[str]:
    """Return what is wrong with a page at any width, light or dark."""
    found = []
    await tab.open(page.as_uri())
    await tab.run(axe)
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        for width in WIDTHS:
            await tab.look(width, scheme)
            told = await tab.run(CHECK % list(rules))
            if await tab.run("document.documentElement.scrollWidth > window.innerWidth"):
                told.append("wider than the window")
            found += [f"{page.name} {width} {scheme}: {each}" for each in told]
    return found


async def judged(site: Path) -> list[str]:
    """Return everything that is wrong with the site."""
    script = found_axe()
    assert script is not None
    axe = script.read_text(encoding="utf-8")
    async with running_chromium() as tab:
        return [fault for page in pages_of(site) for fault in await faults_of(tab, axe, page)]


def test_pages_can_be_read_by_everybody(site: Path) -> None:
    """axe-core finds nothing on any kind of page, and no page is wider than a telephone."""
    assert asyncio.run(judged(site)) == []


def test_only_colours_differ_in_the_dark(site: Path) -> None:
    """So nothing else has to be judged there again."""
    style = (site / "style.css").read_text()
    assert style.count("dark)") == len(DARK.findall(style)) == 1


def test_the_judge_sees_faults(tmp_path: Path) -> None:
    """A page without a language, with pale text and a line that does not wrap is found out."""
    page = tmp_path / "bad.html"
    page.write_text(
        "<!doctype html><title>Bad</title><h1>Bad</h1>"
        f"<p style='color: #ccc; background: #fff; white-space: nowrap'>{'long ' * 99}</p>"
    )
    told = asyncio.run(_faults_alone(page))
    assert [
        rule for rule in ("html-has-lang", "color-contrast", "wider than") if rule not in told
    ] == []


async def _faults_alone(page: Path) -> str:
    script = found_axe()
    assert script is not None
    async with running_chromium() as tab:
        return "\n".join(await faults_of(tab, script.read_text(encoding="utf-8"), page))
