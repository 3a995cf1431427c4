"""The rules a list decides by: a shipped preset by its name, a community's own file by its path, or
"own" for the [classes.NAME] in the configuration itself.

The file's name without `.toml` becomes the preset's name in results, in `--policy` and on stored
proposals. So two files of the same name, or one named like a shipped preset, are refused.
"""

from dataclasses import dataclass, field
from pathlib import Path

from listbot.config.document import parse
from listbot.config.faults import suggestion
from listbot.config.keys import CLASSES
from listbot.config.section import Section, shown
from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import load_policy, load_preset, preset_names
from listbot.policies.presets import Preset, parse_preset, places_in, read_classes

OWN = "own"
"""The preset of the classes in the configuration."""


@dataclass(slots=True)
class Presets:
    """The presets that the lists name, each read once."""

    loaded: dict[str, tuple[Policy, ...]] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)

    def name(self, section: Section, key: str) -> str:
        """Read the preset that a key names and return its name; after a fault nothing is loaded."""
        value = section.text(key, "ovirt")
        try:
            if value == OWN:
                return self.own(section, key)
            if is_path(value):
                return self.from_file(section, key, value)
            return self.shipped(section, key, value)
        except ConfigError as error:
            section.faults.found.extend(error.faults)
            return value

    def shipped(self, section: Section, key: str, name: str) -> str:
        """Load a preset of the package and return its name."""
        if name in preset_names():
            if name not in self.loaded:
                self.loaded[name] = load_preset(name)
        else:
            there = ", ".join((*preset_names(), OWN))
            hint = suggestion(name, preset_names())
            section.fault(key, f"must be a .toml file or one of: {there} (not {shown(name)}){hint}")
        return name

    def own(self, section: Section, key: str) -> str:
        """Load the classes of the configuration itself and return the name of their preset."""
        document = section.document
        classes = document.tables.get(CLASSES)
        if not isinstance(classes, dict) or not classes:
            section.fault(key, f"needs a [{CLASSES}.NAME] in this file")
        elif OWN not in self.loaded:
            text = document.path.read_text(encoding="utf-8", errors="replace")
            places = places_in(str(document.path), text)
            policies, faults = read_classes(OWN, classes, places, load_policy)
            section.faults.found.extend(faults)
            self.loaded[OWN] = policies
        return OWN

    def from_file(self, section: Section, key: str, value: str) -> str:
        """Load a community's own preset file and return its name."""
        file = section.document.relative(value)
        name = file.stem
        if name == OWN:
            what = f"{shown(name)} stands for the [{CLASSES}.NAME] in this file; rename {file}"
            section.fault(key, what)
        elif name in preset_names():
            section.fault(key, f"listbot ships a preset named {shown(name)}; rename {file}")
        elif self.files.get(name, file) != file:
            section.fault(key, f"another list has a preset named {shown(name)}; rename {file}")
        elif not file.is_file():
            section.fault(key, f"there is no file {file}")
        elif name not in self.loaded:
            self.files[name] = file
            self.loaded[name] = parse_preset(name, file.read_text(encoding="utf-8"), load_policy)
        return name


def is_configuration(path: Path) -> bool:
    """Return whether a file is a configuration, which may hold classes, and not a preset's."""
    try:
        return "lists" in parse(path)
    except ConfigError:
        return False


def own_preset(path: Path, *, decided: bool = False) -> Preset:
    """Read the classes of a configuration, and nothing else of it. `decided`: votes were decided by
    them, so they may contradict themselves. Raises ConfigError.
    """
    classes = parse(path).get(CLASSES)
    if not isinstance(classes, dict) or not classes:
        raise ConfigError((f"{path}: it has no [{CLASSES}.NAME]",))
    places = places_in(str(path), path.read_text(encoding="utf-8"))
    policies, faults = read_classes(OWN, classes, places, load_policy, decided=decided)
    if faults:
        raise ConfigError(tuple(faults))
    return Preset(OWN, "", policies)


def is_path(value: str) -> bool:
    """Return whether this is a file; a preset's name has neither a slash nor ".toml"."""
    return "/" in value or value.endswith(".toml")
