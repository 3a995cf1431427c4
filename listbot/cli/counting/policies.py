"""The rule that `--policy` names: a class of a shipped preset, or of a community's own file.

A result names a class by its preset's name, "ours:substantial". If no such preset is shipped, it is
the one in `ours.toml` in the current folder; `rules/ours.toml:substantial` names the file by its
path. Raises ConfigError with every fault of the file, or the known names.
"""

from pathlib import Path

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import class_of, load_preset, preset_names
from listbot.policies.presets import parse_preset


def load_chosen(id: str) -> tuple[Policy, tuple[Policy, ...]]:
    """The class, and all classes of its preset."""
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
            tuple(f"{fault}; or a file of that name here" for fault in error.faults)
        ) from error
