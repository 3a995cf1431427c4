"""Tests of listbot.letters.render_html."""

import pytest

from listbot.errors import ComposeError
from listbot.letters.render_html import HTML_FILTERS, Hypertext
from listbot.letters.render_text import FILTERS, Page
from listbot.letters_check.vote_samples import NOT_COUNTED

PAGE = Page(thread="t", list='<b>\n+1 &"', marks={"": ""}, sources=(), archive="", links={"": ""})


def _render(template: str) -> str:
    return Hypertext({"x.html.j2": template}).render("x", NOT_COUNTED, PAGE, "the subject")


def test_what_is_printed_is_escaped() -> None:
    """A value becomes one clean line without markup; numbers are printed unchanged."""
    assert _render("<p>A {{ list }} {{ list ~ 1 }} {{ proposal.number }} {{ subject }}</p>") == (
        "<p>A &lt;b&gt; +1 &amp;&#34; &lt;b&gt; +1 &amp;&#34;1 31 the subject</p>\n"
    )


def test_a_stranger_keeps_to_an_element() -> None:
    """A stranger's text is escaped and cut, and its direction is isolated."""
    assert (
        _render('<p>A {{ "<i>\\u202e דב לוין" | stranger(9) }}</p>')
        == "<p>A <bdi>&lt;i&gt; דב...</bdi></p>\n"
    )


def test_times_are_for_machines_too() -> None:
    """Each time has its machine-readable form in UTC and does not break at a line's end."""
    moment = "proposal.opened"
    assert _render(
        f"<p>{{{{ {moment} | when }}}}, {{{{ {moment} | hour }}}}, {{{{ {moment} | day }}}}</p>"
    ) == (
        "<p><time "
        'datetime="2026-09-08T18:00Z">Tue\u00a08\u00a0Sep\u00a02026\u00a018:00\u00a0UTC</time>, '
        '<time datetime="2026-09-08T18:00Z">Tue\u00a08\u00a0Sep\u00a018:00\u00a0UTC</time>, '
        '<time datetime="2026-09-08">Tue\u00a08\u00a0Sep</time></p>\n'
    )


def test_each_filter_is_one_of_the_texts() -> None:
    """Both kinds of template have the same filters."""
    assert set(HTML_FILTERS) - set(FILTERS) == set()


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("{% if %}", "x.html.j2, line 1: Expected an expression"),
        ("{{ nothing }}", "x.html.j2: 'nothing' is undefined"),
        ("{{ proposal.opened }}", "x.html.j2: datetime needs a filter"),
        ("{{ thread.__class__ }}", "x.html.j2: access to attribute '__class__'"),
        ("<script>x</script>", "x.html.j2: <script> is not allowed in a letter"),
    ],
)
def test_a_faulty_template_is_named_with_its_fault(template: str, fault: str) -> None:
    """However a template fails, a ComposeError says which one, where, and how."""
    with pytest.raises(ComposeError) as raised:
        _render(template)
    assert str(raised.value).startswith(fault)
