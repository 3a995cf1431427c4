"""Text to and from Jira's documents."""

from jsonschema import validate

from listbot.trackers.jira.adf import CUT, LONGEST, MOST_NODES, document, text_of
from tests.trackers.fakes.jira_facts import ADF


def test_a_text_becomes_paragraphs_of_lines() -> None:
    """No text node is empty, and blank lines are the ends of paragraphs."""
    made = document("One\ntwo\n\n\n  three\x00\u202e \n")
    assert made == {
        "type": "doc",
        "version": 1,
        "content": [
            {
                "type": "paragraph",
                "content": [
                    {"type": "text", "text": "One"},
                    {"type": "hardBreak"},
                    {"type": "text", "text": "two"},
                ],
            },
            {"type": "paragraph", "content": [{"type": "text", "text": "  three"}]},
        ],
    }
    validate(made, ADF)
    assert text_of(made) == "One\ntwo\n\n  three"


def test_an_empty_text_is_a_document_too() -> None:
    """With one paragraph that says nothing."""
    assert document(" \n\n") == {"type": "doc", "version": 1, "content": [{"type": "paragraph"}]}
    assert text_of(document("")) == ""


def test_a_long_text_is_cut() -> None:
    """And says so."""
    whole = text_of(document("x" * (LONGEST + 1)))
    assert whole == f"{'x' * LONGEST}\n\n{CUT}"


def test_other_peoples_documents_are_read() -> None:
    """Mentions, links, lists and code; what is not understood is left out."""
    said = {
        "type": "doc",
        "content": [
            {
                "type": "paragraph",
                "content": [
                    {"type": "text", "text": "Hello "},
                    {"type": "mention", "attrs": {"text": "@Kim"}},
                    {"type": "hardBreak"},
                    {"type": "inlineCard", "attrs": {"url": "https://example.org"}},
                    {"type": "media", "attrs": {"id": 1}},
                    {"type": "emoji", "attrs": [1]},
                    7,
                ],
            },
            {"type": "codeBlock", "content": [{"type": "text", "text": "x = 1"}]},
            {"type": "rule", "content": "odd"},
        ],
    }
    assert text_of(said) == "Hello @Kim\nhttps://example.org\n\nx = 1"


def test_a_document_of_any_depth_is_read() -> None:
    """In bounded time; nothing at all is not text."""
    deep: object = {"type": "text", "text": "end"}
    for _ in range(5000):
        deep = {"type": "paragraph", "content": [deep]}
    assert text_of(deep) == "end"
    wide = {"type": "doc", "content": [{"type": "text", "text": "x"}] * (MOST_NODES * 2)}
    assert len(text_of(wide)) == MOST_NODES - 1
    assert text_of(None) == ""
