"""Finds the policy that `--policy` names: a class of a shipped preset or of a community's file.

Results name a class by its preset, "ours:substantial". If no such preset is shipped, `ours.toml` in
the current folder is used; `rules/ours.toml:substantial` names the file by its path.
"""

from pathlib import Path

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import class_of, load_preset, preset_names
from listbot.policies.presets import parse_preset


def load_rules(id: str) -> tuple[Policy | None, tuple[Policy, ...]]:
    """Return the class that is named, if one is, and all classes of its preset.

    "ovirt" and "rules/ours.toml" name whole presets, whose classes are told apart by the tags in
    subjects. Raises ConfigError as `load_chosen` does.
    """
    if ":" in id:
        return load_chosen(id)
    return None, _classes(id)


def load_chosen(id: str) -> tuple[Policy, tuple[Policy, ...]]:
    """Return the class, and all classes of its preset.

    Raises ConfigError with every fault of the file, or with the known names.
    """
    preset, _, name = id.rpartition(":") if ":" in id else (id, "", "")
    policies = _classes(preset)
    return class_of(policies, name, id), policies


def _classes(preset: str) -> tuple[Policy, ...]:
    file = Path(preset if preset.endswith(".toml") else f"{preset}.toml")
    if preset in preset_names() or not file.is_file():
        return _shipped(preset)
    return parse_preset(file.stem, file.read_text(encoding="utf-8", errors="replace"))


def _shipped(preset: str) -> tuple[Policy, ...]:
    try:
        return load_preset(preset)
    except ConfigError as error:
        raise ConfigError(
            tuple(f"{fault}, or a file of that name in this folder" for fault in error.faults)
        ) from error
