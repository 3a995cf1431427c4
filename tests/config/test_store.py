"""[store] on a PostgreSQL server."""

from pathlib import Path

from listbot.config import StoreConfig, load
from tests.config.test_load import GOOD, faults, write

URL = "postgresql://listbot@db.example.org/listbot"


def test_the_password_is_in_its_own_file(tmp_path: Path) -> None:
    """It becomes a part of the URL to connect with, and of no other; so does any character."""
    secret = tmp_path / "secret"
    secret.write_text("p@ss:w/rd\n")
    secret.chmod(0o600)
    text = f'{GOOD}[store]\nurl = "{URL}"\npassword_file = "secret"\nfolder = "state"'
    store = load(write(tmp_path, text), {}).store

    assert store == StoreConfig(URL, "p@ss:w/rd", tmp_path / "state")
    assert store.full_url == "postgresql://listbot:p%40ss%3Aw%2Frd@db.example.org/listbot"
    assert "p@ss" not in repr(store)


def test_without_a_folder_the_files_are_beside_the_configuration(tmp_path: Path) -> None:
    """A daemon's own files need a place; without a password, the URL stays as it is."""
    store = load(write(tmp_path, f'{GOOD}[store]\nurl = "{URL}"'), {}).store

    assert (store.is_file, store.file, store.full_url) == (False, tmp_path / "listbot", URL)


def test_a_password_needs_its_user(tmp_path: Path) -> None:
    """libpq would take the name of the system's user, which may be another one's."""
    text = f'{GOOD}[store]\nurl = "postgresql:///listbot"'

    assert faults(tmp_path, text, {"CREDENTIALS_DIRECTORY": str(credential(tmp_path))}) == (
        "store.url: must name the user that the password is for",
    )


def credential(folder: Path) -> Path:
    """Return a folder as systemd makes one, with a password."""
    made = folder / "credentials"
    made.mkdir()
    (made / "store.password").write_text("secret\n")
    return made
