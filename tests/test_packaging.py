"""The Debian package: its files fit the project. packaging/try-deb tries a real one."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEBIAN = ROOT / "packaging" / "debian"


def test_the_units_are_the_project_s() -> None:
    """The package changes one path in them, which has to be there."""
    for name in ("listbot", "listbot-web"):
        text = (ROOT / "systemd" / f"{name}.service").read_text(encoding="utf-8")
        assert len(re.findall(r"^ExecStart=/opt/listbot/bin/listbot ", text, re.MULTILINE)) == 1
        assert f"--name={name} " in (DEBIAN / "rules").read_text(encoding="utf-8")


def test_every_override_has_its_reason() -> None:
    """A tag of lintian is overridden by name, below a comment that says why."""
    lines = (DEBIAN / "listbot.lintian-overrides").read_text(encoding="utf-8").splitlines()
    reasons, tags = lines[::2], lines[1::2]
    assert all(line.startswith("# ") for line in reasons)
    assert all(re.fullmatch(r"listbot: [a-z-]+ \*", line) for line in tags)


def test_the_package_is_for_the_python_that_it_was_built_with() -> None:
    """Its folder of libraries is one version's."""
    control = (DEBIAN / "control").read_text(encoding="utf-8")
    assert "python3 (>= 3.11), python3 (<< 3.12)" in control


def test_a_purge_removes_what_the_unit_may_write() -> None:
    """The state of the unit's dynamic user is below /var/lib/private."""
    unit = (ROOT / "systemd" / "listbot.service").read_text(encoding="utf-8")
    assert "StateDirectory=listbot\n" in unit
    postrm = (DEBIAN / "listbot.postrm").read_text(encoding="utf-8")
    assert "rm -rf /var/lib/listbot /var/lib/private/listbot\n" in postrm
