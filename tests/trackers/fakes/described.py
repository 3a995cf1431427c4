"""Holds a fake to a published description: what is asked and what is answered must be in it.

The excerpts in `descriptions/` have the operations that we use, with their shapes; see the README
there. A request with a field or a parameter that the description does not name fails the test.
"""

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.trackers.fakes.site import Asked, Said

FOLDER = Path(__file__).parent / "descriptions"
ANY_TIME = (429, 500, 502, 503, 504)
"""What may be answered to anything, whatever the description says."""


def published(name: str) -> dict[str, Any]:
    """Return an excerpt of a published description."""
    held: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return held


class Description:
    """What one site's API takes and answers."""

    def __init__(self, held: dict[str, Any], base: str, authorization: str, *left_out: int) -> None:
        """`base`: what stands before its paths; `authorization`: how that header begins;
        `left_out`: answers that may be given to anything, which the description does not repeat.
        """
        self._any_time = (*ANY_TIME, *left_out)
        self._operations: list[dict[str, Any]] = held["operations"]
        self._shapes: dict[str, Any] = {"components": {"schemas": held["schemas"]}}
        self._base = base
        self._authorization = authorization

    def check_asked(self, asked: Asked) -> None:
        """Fail unless the site would take this request."""
        operation = self._operation(asked)
        assert set(asked.query) <= set(operation["query"]), asked
        assert asked.headers["authorization"].startswith(self._authorization), asked
        kind = operation.get("type", "")
        if kind.startswith("multipart/"):
            assert asked.headers["content-type"].startswith(kind), asked
        elif kind:
            assert asked.headers["content-type"] == kind, asked
            body, shape = json.loads(asked.body), self._whole(operation["body"])
            self._validate(body, shape)
            assert set(body) <= set(shape["properties"]), asked
        else:
            assert asked.body == b"", asked

    def check_said(self, asked: Asked, said: Said) -> None:
        """Fail unless the site could answer so."""
        answers = self._operation(asked)["answers"]
        assert str(said.status) in answers or said.status in self._any_time, (asked, said)
        shape = answers.get(str(said.status))
        if shape is not None:
            self._validate(json.loads(said.body), shape)

    def filled(self, name: str, /, **values: Any) -> dict[str, Any]:
        """Return an object with these values, and something in each other field that it needs."""
        shape = self._whole({"$ref": f"#/components/schemas/{name}"})
        needed = shape.get("required", [])
        return {
            field: values[field] if field in values else self._anything(shape["properties"][field])
            for field in (*needed, *(each for each in values if each not in needed))
        }

    def _anything(self, shape: dict[str, Any]) -> Any:
        whole = self._whole(shape)
        kinds = whole.get("type", "object")
        if "null" in kinds or "anyOf" in whole:
            return None
        if "enum" in whole:
            return whole["enum"][0]
        empty: dict[str, Any] = {"string": "", "integer": 0, "boolean": False, "array": []}
        if kinds in empty:
            return empty[kinds]
        return {
            field: self._anything(whole["properties"][field]) for field in whole.get("required", [])
        }

    def _operation(self, asked: Asked) -> dict[str, Any]:
        path = asked.path.removeprefix(self._base)
        for each in self._operations:
            pattern = re.sub(r"\{\w+\}", "[^/]+", each["path"])
            if each["method"] == asked.method and re.fullmatch(pattern, path):
                return each
        raise AssertionError(f"there is no {asked.method} {asked.path}")

    def _whole(self, shape: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in shape:
            shape = self._shapes["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        return shape

    def _validate(self, value: Any, shape: dict[str, Any]) -> None:
        Draft202012Validator({**self._shapes, **shape}).validate(value)
