"""Finds the policy that `--policy` names: a class of a shipped preset or of a community's file.

Results name a class by its preset, "ours:substantial". If no such preset is shipped, `ours.toml` in
the current folder is used; `rules/ours.toml:substantial` names the file by its path. Classes that
stand in a configuration are found in that file, `config.toml:small`; "own:small" is a class of the
configuration of this machine.
"""

from pathlib import Path

import click

from listbot.cli.configuration import config_path
from listbot.config.policies import OWN, is_configuration, own_preset
from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import class_of, load_policy, preset_names, shipped_preset
from listbot.policies.presets import Preset, read_preset


def load_rules(id: str, *, decided: bool = False) -> tuple[Policy | None, tuple[Policy, ...]]:
    """Return the class that is named, if one is, and all classes of its preset.

    "ovirt" and "rules/ours.toml" name whole presets, whose classes are told apart by the tags in
    subjects. `decided`: votes were decided by it, so it may contradict itself. Raises ConfigError
    with every fault of the file, or with the known names.
    """
    preset, _, name = id.rpartition(":") if ":" in id else (id, "", "")
    policies = load_preset_of(preset, decided=decided).policies
    return class_of(policies, name, id) if name else None, policies


def load_preset_of(name: str, *, decided: bool = False) -> Preset:
    """Return a shipped preset, the one in a file, or the classes of a configuration. `decided` is
    as in `load_rules`. Raises ConfigError.
    """
    file = Path(name if name.endswith(".toml") else f"{name}.toml")
    if name == OWN and not file.is_file():
        return own_preset(config_path(click.get_current_context()), decided=decided)
    if name in preset_names() or not file.is_file():
        return _shipped(name)
    if is_configuration(file):
        return own_preset(file, decided=decided)
    text = file.read_text(encoding="utf-8", errors="replace")
    return read_preset(file.stem, text, load_policy, decided=decided)


def _shipped(name: str) -> Preset:
    try:
        return shipped_preset(name)
    except ConfigError as error:
        raise ConfigError(
            tuple(f"{fault}, or a file of that name in this folder" for fault in error.faults)
        ) from error
