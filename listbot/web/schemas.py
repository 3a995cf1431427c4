"""The schemas of the pages' JSON, one for each kind of page, made from the views themselves.

A page's JSON is an envelope around its view. Fields are only ever added to a view, so a program
that passes over what it does not know goes on working; `VERSION` changes if that is ever broken.
"""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, make_dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

import msgspec

from listbot.pages.page import Kind, Page, View
from listbot.pages.shown import Shown
from listbot.pages.views.decisions import DecisionsView
from listbot.pages.views.group.log import LogView
from listbot.pages.views.group.meetings import MeetingsView, MeetingView
from listbot.pages.views.group.members import MembersView
from listbot.pages.views.group.recap import RecapsView, RecapView
from listbot.pages.views.group.records import RecordsView, RecordView
from listbot.pages.views.group.services import ServicesView
from listbot.pages.views.home import HomeView
from listbot.pages.views.single.about import AboutView
from listbot.pages.views.single.help import HelpView
from listbot.pages.views.single.rules import RulesView
from listbot.pages.views.single.status import StatusView
from listbot.pages.views.tickets import TicketsView, TicketView
from listbot.pages.views.vote import VoteView
from listbot.pages.views.votes import VotesView

VERSION = 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"
VIEWS: Mapping[Kind, type[View]] = MappingProxyType(
    {
        Kind.HOME: HomeView,
        Kind.VOTES: VotesView,
        Kind.VOTE: VoteView,
        Kind.DECISIONS: DecisionsView,
        Kind.TICKETS: TicketsView,
        Kind.TICKET: TicketView,
        Kind.RECORDS: RecordsView,
        Kind.RECORD: RecordView,
        Kind.MEMBERS: MembersView,
        Kind.SERVICES: ServicesView,
        Kind.MEETINGS: MeetingsView,
        Kind.MEETING: MeetingView,
        Kind.LOG: LogView,
        Kind.RECAPS: RecapsView,
        Kind.RECAP: RecapView,
        Kind.RULES: RulesView,
        Kind.ABOUT: AboutView,
        Kind.HELP: HelpView,
        Kind.STATUS: StatusView,
    }
)
"""What a page of each kind shows."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A page, and what tells programs what it is."""

    version: int
    """Of this format. It changes if a field goes or gets another meaning, not if one is added."""
    kind: Kind
    """What the page shows. Its schema is `schema/KIND.json`."""
    path: str
    """The page's place below the address of the site, without an extension; "" is the first."""
    title: Shown
    updated: datetime | None
    """When what it shows changed last; null if it shows the present, or has nothing yet."""
    data: View


def envelope(page: Page) -> Envelope:
    """Return a page in its envelope."""
    return Envelope(VERSION, page.kind, page.path, page.title, page.updated, page.view)


@cache
def schemas() -> Mapping[str, bytes]:
    """Return each schema as JSON by the name of its file: "schema/vote.json"."""
    return MappingProxyType({f"schema/{kind}.json": _schema(kind) for kind in VIEWS})


def _schema(kind: Kind) -> bytes:
    whole = make_dataclass(f"{kind}-page", [(e.name, _of(e.name, kind)) for e in fields(Envelope)])
    whole.__doc__ = Envelope.__doc__
    found = msgspec.json.schema(whole)
    classes = {each.__name__: each for each in _classes(VIEWS[kind])} | {whole.__name__: Envelope}
    for name, definition in found["$defs"].items():
        _complete(definition, classes[name])
    properties = found["$defs"][whole.__name__]["properties"]
    properties["kind"] |= {"const": str(kind)}
    properties["version"] |= {"const": VERSION}
    return msgspec.json.format(msgspec.json.encode({"$schema": DIALECT, **found}), indent=1)


def _of(field: str, kind: Kind) -> Any:
    """Return the type of a field of the envelope around one kind of view."""
    return {"data": VIEWS[kind], "kind": str}.get(field, get_type_hints(Envelope)[field])


def _classes(view: Any) -> Iterator[type]:
    """Yield every dataclass in a type."""
    if is_dataclass(view) and isinstance(view, type):
        yield view
        for hint in get_type_hints(view).values():
            yield from _classes(hint)
    for inner in get_args(view):
        yield from _classes(inner)


def _complete(definition: dict[str, Any], of: type) -> None:
    """Add what the library does not tell: what a field means, which one is a time, and that all of
    them are always there.
    """
    said = _said(of)
    for name, hint in get_type_hints(of).items():
        if name in said:
            definition["properties"][name]["description"] = said[name]
        if datetime in (hint, *get_args(hint)):
            found = definition["properties"][name]
            for each in found.get("anyOf", [found]):
                if each["type"] == "string":
                    each["format"] = "date-time"
    definition["required"] = list(definition["properties"])
    for each in definition["properties"].values():
        each.pop("default", None)


@cache
def _in_module(name: str) -> Mapping[str, ast.ClassDef]:
    """Return the classes of a module by name, as they are written."""
    written = ast.parse(inspect.getsource(sys.modules[name])).body
    return {each.name: each for each in written if isinstance(each, ast.ClassDef)}


def _said(of: type) -> dict[str, str]:
    """Return the text under each field of a class that has one."""
    said: dict[str, str] = {}
    for each in filter(is_dataclass, reversed(of.__mro__)):
        for field, text in pairwise(_in_module(each.__module__)[each.__name__].body):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                words = ast.literal_eval(text.value).replace("None", "null")
                said[ast.unparse(field.target)] = " ".join(words.split())
    return said
