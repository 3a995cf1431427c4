"""Tests of listbot.pages.prose."""

import pytest

from listbot.pages.prose import prose, public_text

LISTS = ("infra@example.org", "help@example.org")


def written(text: str) -> str:
    """The HTML of a text."""
    return str(prose(public_text(text, LISTS), LISTS)).strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to infra@example.org, please", "to infra@example.org, please"),
        ("to INFRA@example.org.", "to INFRA@example.org."),
        ("Kim <kim@example.org>\nand help@example.org", "Kim <kim@…>\nand help@example.org"),
        ("my-infra@example.org", "my-infra@…"),
        ("infra@example.org.uk", "infra@…"),
        ("\tcode\n\n", "    code\n"),
    ],
)
def test_only_the_lists_keep_their_addresses(text: str, shown: str) -> None:
    """Everybody may write to them; all other addresses lose their host."""
    assert public_text(text, LISTS) == shown


def test_without_lists_no_address_is_left() -> None:
    """A site whose lists are all left out names none."""
    assert public_text("infra@example.org", ()) == "infra@…"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        pytest.param(
            "    a < b <pre>",
            '<pre tabindex="0"><code>a &lt; b &lt;pre&gt;\n</code></pre>',
            id="code that a keyboard can scroll",
        ),
        pytest.param("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>", id="HTML"),
        pytest.param(
            "[rules](https://example.org/r)",
            '<p><a href="https://example.org/r">rules</a></p>',
            id="a web page",
        ),
        pytest.param(
            "<infra@example.org>",
            '<p><a href="mailto:infra@example.org">infra@example.org</a></p>',
            id="a list",
        ),
        pytest.param(
            "[us](mailto:help@example.org?subject=Hi)",
            '<p><a href="mailto:help@example.org?subject=Hi">us</a></p>',
            id="a list with a subject",
        ),
        pytest.param("[Kim](mailto:kim@example.org)", "<p>Kim</p>", id="a person"),
        pytest.param("[x](javascript:alert(1))", "<p>x</p>", id="a script"),
        pytest.param("[x](/votes)", "<p>x</p>", id="a path"),
        pytest.param(
            "[x](data:text/html,y) [y](https://kim@example.org/)", "<p>x y</p>", id="data"
        ),
        pytest.param("![a map](https://example.org/m.png)", "<p>a map</p>", id="an image"),
    ],
)
def test_links_lead_to_web_pages_and_lists(text: str, html: str) -> None:
    """The words of any other link stay, without the link."""
    assert written(text) == html


def test_headings_stand_below_the_pages_own() -> None:
    """In order and without a gap, however the text begins."""
    assert written("### One\n\n# Two\n\n#### Three\n\n") == (
        "<h2>One</h2>\n<h2>Two</h2>\n<h3>Three</h3>"
    )
    deep = "\n\n".join(f"{'#' * n} h" for n in range(1, 7))
    assert written(deep).splitlines()[-1] == "<h6>h</h6>"
