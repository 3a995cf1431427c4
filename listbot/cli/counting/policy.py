"""`listbot policy`: shows the rules that votes can be decided by, shipped ones and your own.

Needs no configuration. The JSON forms are for programs: fields are added, never renamed.
"""

import json

import click

from listbot.cli.counting.policies import load_preset_of
from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import class_of, preset_names
from listbot.policies.describe import in_words
from listbot.policies.preset_text import parameters, preset_text, toml_text
from listbot.policies.presets import Preset

Json = dict[str, object]


@click.group()
def policy() -> None:
    """Show the rules that votes can be decided by."""


@policy.command("list")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
def list_(wants_json: bool, files: tuple[str, ...]) -> None:
    """List the classes of all shipped presets, or of preset FILEs."""
    presets = [_preset(name) for name in files or preset_names()]
    if wants_json:
        click.echo(json.dumps([_as_json(preset, preset.policies) for preset in presets], indent=1))
        return
    for preset in presets:
        click.echo(f"{preset.name}  {preset.source}".rstrip())
        for each in preset.policies:
            click.echo(f"  {each.id}  {' '.join(f'[{tag}]' for tag in each.tags)}")


@policy.command("show")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option("--toml", "wants_toml", is_flag=True, help="Print a preset file to start from.")
@click.argument("name")
def show(wants_json: bool, wants_toml: bool, name: str) -> None:
    """Show a class, like ovirt:minor or FILE.toml:minor, or all classes of a preset."""
    preset, chosen = _chosen(name)
    if wants_json:
        click.echo(json.dumps(_as_json(preset, chosen), indent=1))
    elif wants_toml:
        source = f"source = {toml_text(preset.source)}\n\n" if preset.source else ""
        click.echo(source + preset_text(chosen), nl=False)
    else:
        click.echo("\n\n".join(_as_text(preset, each) for each in chosen))


def _chosen(name: str) -> tuple[Preset, tuple[Policy, ...]]:
    file, _, kind = name.rpartition(":") if ":" in name else (name, "", "")
    preset = _preset(file)
    try:
        return preset, (class_of(preset.policies, kind, name),) if kind else preset.policies
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


def _preset(name: str) -> Preset:
    try:
        return load_preset_of(name)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


def _as_json(preset: Preset, policies: tuple[Policy, ...]) -> Json:
    return {
        "preset": preset.name,
        "source": preset.source,
        "classes": [
            {
                "id": each.id,
                "class": each.name,
                "rule": in_words(each),
                "parameters": parameters(each),
            }
            for each in policies
        ],
    }


def _as_text(preset: Preset, policy: Policy) -> str:
    rule = in_words(policy).removeprefix(f"{policy.name}: ").replace("; ", ";\n  ")
    values = [f"  {key} = {json.dumps(value)}" for key, value in parameters(policy).items()]
    source = [f"Source: {preset.source}"] if preset.source else []
    roster = "A vote keeps the rule and the roster of its opening, whoever joins or leaves later."
    return "\n".join([policy.id, f"  {rule}", "", *values, "", *source, roster])
