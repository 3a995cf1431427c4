"""Find and read the files shipped with the package: the presets and the migrations.

An edge: it opens files, but only the package's own, so an error here means a broken
installation. An unknown name raises a ConfigError that lists the known ones.
"""

from importlib import resources
from pathlib import Path

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.policies.presets import Preset, read_preset

_PRESETS = resources.files("listbot.policies") / "presets"


def preset_names() -> tuple[str, ...]:
    """The names of the shipped presets, sorted."""
    return tuple(
        sorted(
            file.name.removesuffix(".toml")
            for file in _PRESETS.iterdir()
            if file.name.endswith(".toml")
        )
    )


def load_preset(name: str) -> tuple[Policy, ...]:
    """Read the classes of a shipped preset; raises ConfigError for an unknown name."""
    return shipped_preset(name).policies


def shipped_preset(name: str) -> Preset:
    """Read a shipped preset with its source; raises ConfigError for an unknown name."""
    if name not in preset_names():
        raise ConfigError((f'unknown preset "{name}"; choose one of: {", ".join(preset_names())}',))
    return read_preset(name, (_PRESETS / f"{name}.toml").read_text(encoding="utf-8"))


def load_policy(id: str) -> Policy:
    """Read one class as `--policy` names it ("ovirt:substantial"); raises ConfigError."""
    preset, _, name = id.partition(":")
    return class_of(load_preset(preset), name, id)


def class_of(policies: tuple[Policy, ...], name: str, id: str) -> Policy:
    """Return the class of that name; `id` is what the user asked for. Raises ConfigError
    listing the known ones.
    """
    for policy in policies:
        if policy.name == name:
            return policy
    known = ", ".join(policy.id for policy in policies)
    raise ConfigError((f'unknown class "{id}"; choose one of: {known}',))


def migrations_folder() -> Path:
    """The folder of Alembic's migrations: inside the package in a wheel, beside it in a clone."""
    package = Path(str(resources.files("listbot")))
    shipped = package / "migrations"
    return shipped if shipped.is_dir() else package.parent / "migrations"
