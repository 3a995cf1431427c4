"""Finds the policy that `--policy` names: a class of a shipped preset or of a community's file.

Results name a class by its preset, "ours:substantial". If no such preset is shipped, `ours.toml` in
the current folder is used; `rules/ours.toml:substantial` names the file by its path.
"""

from pathlib import Path

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import class_of, load_preset, preset_names
from listbot.policies.presets import parse_preset


def load_chosen(id: str) -> tuple[Policy, tuple[Policy, ...]]:
    """Return the class, and all classes of its preset.

    Raises ConfigError with every fault of the file, or with the known names.
    """
    preset, _, name = id.rpartition(":") if ":" in id else (id, "", "")
    file = Path(preset if preset.endswith(".toml") else f"{preset}.toml")
    if preset in preset_names() or not file.is_file():
        policies = _shipped(preset)
    else:
        policies = parse_preset(file.stem, file.read_text(encoding="utf-8", errors="replace"))
    return class_of(policies, name, id), policies


def _shipped(preset: str) -> tuple[Policy, ...]:
    try:
        return load_preset(preset)
    except ConfigError as error:
        raise ConfigError(
            tuple(f"{fault}, or a file of that name in this folder" for fault in error.faults)
        ) from error
