"""Tests of listbot.web.schemas."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from listbot.pages.page import Kind
from listbot.web.formats import as_json
from listbot.web.schemas import VIEWS, schemas
from tests.web.copy.shelf import Shelf

PAGE = Shelf({"votes": "Votes"}).page("votes")


def schema(kind: Kind) -> Draft202012Validator:
    """Return the schema of a kind of page, ready to judge."""
    found = json.loads(schemas()[f"schema/{kind}.json"])
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_a_page_is_as_its_schema_says() -> None:
    """Its envelope and its view, with the times in them."""
    assert PAGE is not None
    schema(Kind.VOTES).validate(json.loads(as_json(PAGE)))


@pytest.mark.parametrize(
    ("field", "value"), [("version", 2), ("kind", "vote"), ("updated", 5), ("data", {})]
)
def test_what_is_something_else_is_refused(field: str, value: object) -> None:
    """A schema tells one kind of page from the others."""
    assert PAGE is not None
    with pytest.raises(ValidationError):
        schema(Kind.VOTES).validate(json.loads(as_json(PAGE)) | {field: value})


def test_a_page_of_the_present_has_no_time() -> None:
    """Then the time of its last change is null."""
    assert PAGE is not None
    schema(Kind.VOTES).validate(json.loads(as_json(replace(PAGE, updated=None))))


def test_fields_are_explained() -> None:
    """The words are those of the code, as JSON says them."""
    fields = json.loads(schemas()["schema/vote.json"])["$defs"]["VoteView"]["properties"]
    assert fields["rule"]["description"] == "In words, with its numbers."
    assert "null" in fields["would_pass"]["description"]
    assert fields["closes"]["format"] == "date-time"


@pytest.mark.parametrize("kind", VIEWS)
def test_every_kind_has_a_schema_that_is_one(kind: Kind) -> None:
    """All of its fields are always there, so a program need not ask."""
    found = schema(kind).schema
    assert isinstance(found, dict)
    for each in found["$defs"].values():
        assert sorted(each["required"]) == sorted(each["properties"])


def test_every_kind_is_documented() -> None:
    """docs/pages.md names each, and each has a schema."""
    text = (Path(__file__).parents[2] / "docs" / "pages.md").read_text("utf-8")
    assert [kind for kind in Kind if f"`{kind}`" not in text or kind not in VIEWS] == []
