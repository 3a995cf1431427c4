"""Finds and reads the files that are shipped with the package: the presets, the migrations.

An edge: it opens files, and only those of the package itself, so a fault here is a broken
installation. An unknown name is a ConfigError that lists the known ones.
"""

from importlib import resources
from pathlib import Path

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.policies.presets import parse_preset

_PRESETS = resources.files("listbot.policies") / "presets"


def preset_names() -> tuple[str, ...]:
    """The shipped presets, sorted."""
    return tuple(
        sorted(
            file.name.removesuffix(".toml")
            for file in _PRESETS.iterdir()
            if file.name.endswith(".toml")
        )
    )


def load_preset(name: str) -> tuple[Policy, ...]:
    """The classes of a shipped preset; raises ConfigError for a name that is none."""
    if name not in preset_names():
        raise ConfigError((f'no preset "{name}"; there are: {", ".join(preset_names())}',))
    return parse_preset(name, (_PRESETS / f"{name}.toml").read_text(encoding="utf-8"))


def load_policy(id: str) -> Policy:
    """One class as `--policy` names it ("ovirt:substantial"); raises ConfigError."""
    preset, _, name = id.partition(":")
    return class_of(load_preset(preset), name, id)


def class_of(policies: tuple[Policy, ...], name: str, id: str) -> Policy:
    """The class of that name; `id` is how it was asked for. Raises ConfigError with the
    known ones.
    """
    for policy in policies:
        if policy.name == name:
            return policy
    known = ", ".join(policy.id for policy in policies)
    raise ConfigError((f'no class "{id}"; there are: {known}',))


def migrations_folder() -> Path:
    """Where Alembic's migrations are: inside the package of a wheel, beside it in a clone."""
    package = Path(str(resources.files("listbot")))
    shipped = package / "migrations"
    return shipped if shipped.is_dir() else package.parent / "migrations"
