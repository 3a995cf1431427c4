"""Finds the policy that `--policy` names: a class of a shipped preset or of a community's file.

Results name a class by its preset, "ours:substantial". If no such preset is shipped, `ours.toml` in
the current folder is used; `rules/ours.toml:substantial` names the file by its path.
"""

from pathlib import Path

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import class_of, load_policy, preset_names, shipped_preset
from listbot.policies.presets import Preset, read_preset


def load_rules(id: str) -> tuple[Policy | None, tuple[Policy, ...]]:
    """Return the class that is named, if one is, and all classes of its preset.

    "ovirt" and "rules/ours.toml" name whole presets, whose classes are told apart by the tags in
    subjects. Raises ConfigError as `load_chosen` does.
    """
    if ":" in id:
        return load_chosen(id)
    return None, load_preset_of(id).policies


def load_chosen(id: str) -> tuple[Policy, tuple[Policy, ...]]:
    """Return the class, and all classes of its preset.

    Raises ConfigError with every fault of the file, or with the known names.
    """
    preset, _, name = id.rpartition(":") if ":" in id else (id, "", "")
    policies = load_preset_of(preset, decided=True).policies
    return class_of(policies, name, id), policies


def load_preset_of(name: str, *, decided: bool = False) -> Preset:
    """Return a shipped preset, or the one in a file. Raises ConfigError.

    `decided`: votes were decided by it, so it may contradict itself.
    """
    file = Path(name if name.endswith(".toml") else f"{name}.toml")
    if name in preset_names() or not file.is_file():
        return _shipped(name)
    text = file.read_text(encoding="utf-8", errors="replace")
    return read_preset(file.stem, text, load_policy, decided=decided)


def _shipped(name: str) -> Preset:
    try:
        return shipped_preset(name)
    except ConfigError as error:
        raise ConfigError(
            tuple(f"{fault}, or a file of that name in this folder" for fault in error.faults)
        ) from error
