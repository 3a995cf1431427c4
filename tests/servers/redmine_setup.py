"""Sets up a Redmine once, with its people and its project; the tests run copies of what it makes.

Debian's package has the program; everything that one instance needs is in a folder whose name
contains a hash of what made it. `.ci/install-servers` runs this as root, with the system's Python:
it imports nothing that has to be installed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAM = Path("/usr/share/redmine")
CACHE = Path("/var/cache/listbot-tests")
OWNER = "nobody"

_FILL = Path(__file__).with_name("redmine.rake")
_PAGE = Path(__file__).parents[2] / "docs" / "trackers.md"

_GEMS = """\
eval_gemfile '/usr/share/redmine/Gemfile'
gem 'sqlite3', '~> 1.4' unless dependencies.any? { |each| each.name == 'sqlite3' }
gem 'puma'
"""
_DATABASE = """\
production:
  adapter: sqlite3
  database: <%= ENV.fetch('LISTBOT_REDMINE') %>/redmine.sqlite3
  timeout: 10000
"""


def permissions() -> str:
    """Return what docs/trackers.md tells the admin to allow the role of listbot."""
    lines = _PAGE.read_text(encoding="utf-8").splitlines()
    (line,) = (each.strip() for each in lines if each.strip().startswith("view_issues,"))
    return line.replace(" ", "")


def prepared() -> Path:
    """Return where the instance is, or will be."""
    version = subprocess.run(
        ("dpkg-query", "--show", "redmine", "puma"), capture_output=True, check=False
    ).stdout
    made_of = (_FILL.read_bytes(), permissions().encode(), _GEMS.encode(), _DATABASE.encode())
    return CACHE / f"redmine-{hashlib.sha256(b' '.join((*made_of, version))).hexdigest()[:12]}"


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of every program of an instance."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": str(folder / "home"),
        "RAILS_ENV": "production",
        "REDMINE_LANG": "en",
        # Debian looks for instances below its own folder; this leads out of it.
        "REDMINE_INSTANCE": f"../../../../../..{folder}",
        "BUNDLE_GEMFILE": str(folder / "Gemfile"),
        "BUNDLE_APP_CONFIG": str(folder / "home"),
        "SCHEMA": "/dev/null",
        "LISTBOT_REDMINE": str(folder),
    }


def set_up(folder: Path) -> None:
    """Make an instance in a new folder."""
    for name in ("config", "log", "files", "tmp", "plugin_assets", "home"):
        (folder / name).mkdir(parents=True)
    (folder / "Gemfile").write_text(_GEMS)
    (folder / "config" / "database.yml").write_text(_DATABASE)
    (folder / "config" / "secret_key.txt").write_text(os.urandom(32).hex())
    shutil.copy(_FILL, folder / "fill.rake")
    own(folder)
    for command in (
        ("bundle", "install", "--local", "--quiet"),
        ("bundle", "exec", "rake", "-f", str(folder / "fill.rake"), "fill"),
    ):
        done = subprocess.run(
            command,
            cwd=PROGRAM,
            env=environment(folder) | {"PERMISSIONS": permissions()},
            user=OWNER,
            group="nogroup",
            extra_groups=(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stdout[-4000:]}")


def own(folder: Path) -> None:
    """Give a folder to the user that Redmine runs as."""
    for each in (folder, *folder.rglob("*")):
        shutil.chown(each, OWNER, "nogroup")


def main() -> None:
    """Set it up, unless it is there; another process may be doing the same."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = prepared()
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / ".ready").exists():
            return
        sys.stderr.write(f"Setting up Redmine for the tests with real servers in {folder}\n")
        for old in CACHE.glob("redmine-*"):
            shutil.rmtree(old)
        set_up(folder)
        (folder / ".ready").touch()


if __name__ == "__main__":
    main()
