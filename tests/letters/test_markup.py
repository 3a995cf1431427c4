"""Tests of listbot.letters.markup."""

import pytest

from listbot.errors import ComposeError
from listbot.letters.markup import check, words, words_of_text


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>x</script>", "<script> is not allowed"),
        ("<p><img src=x></p>", "<img> is not allowed"),
        ("<svg></svg>", "<svg> is not allowed"),
        ("<iframe></iframe>", "<iframe> is not allowed"),
        ("<form></form>", "<form> is not allowed"),
        ("<link rel=stylesheet href=https://x/>", "<link> is not allowed"),
        ("<base href=https://x/>", "<base> is not allowed"),
        ("<p onclick=x>x</p>", "<p onclick=...> is not allowed"),
        ("<p id=x>x</p>", "<p id=...> is not allowed"),
        (
            '<meta http-equiv=refresh content="0; url=https://x/">',
            "<meta http-equiv=...> is not allowed",
        ),
        ("<meta name=referrer content=x>", "<meta name='referrer'> is not allowed"),
        ("<a href='javascript:x'>x</a>", "a link leads to 'javascript:x'"),
        ("<a href='data:text/html,x'>x</a>", "a link leads to"),
        ("<a href='//evil.example'>x</a>", "a link leads to"),
        ("<a href='https://x/ y'>x</a>", "a link leads to"),
        ("<a href>x</a>", "a link leads to ''"),
        ("<style>p { background: url(https://x/) }</style>", "a style contains 'url('"),
        ("<style>@import 'x'</style>", "a style contains '@import'"),
        ("<p style='display:none'>x</p>", "a style contains 'display:none'"),
        ("<p style='font-size: 0'>x</p>", "a style contains 'font-size: 0'"),
        ("<p style='position: fixed'>x</p>", "a style contains 'position:'"),
        ("<p style='\\75rl(x)'>x</p>", "a style contains '\\\\\\\\'"),
        ("<p>+1</p>", "could be read as a vote or a command"),
        ("<p>A</p><div>#listbot closes: now</div>", "could be read as a vote or a command"),
    ],
)
def test_what_runs_loads_hides_or_votes_is_refused(html: str, fault: str) -> None:
    """The error names the forbidden part."""
    with pytest.raises(ComposeError) as raised:
        check(html)
    assert fault in str(raised.value).replace("\\\\'", "\\\\\\\\'")


def test_a_plain_page_passes() -> None:
    """The markup of letters is accepted, including comments that a parser drops."""
    check(
        "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport "
        "content=x><title>t</title><style>p { font-size: 0.9em }</style></head><body><!-- x "
        "--><p class=a style='margin: 0'>A <a "
        "href='https://lists.example.org/x'>link</a></p></body></html>"
    )
    check("")


def test_words_leave_out_what_a_page_has_behind_its_links() -> None:
    """Marks, addresses and the head do not count as words."""
    html = (
        "<title>no</title><p>V-34 <a href='https://x/'>Retire "
        "it</a></p><blockquote>2 of 3 +1</blockquote>"
    )
    text = "V-34  Retire it [1]\n > 2 of 3\n > +1\n\n[1] https://x/\n"
    assert words(html) == words_of_text(text) == ("v", "-34", "retire", "it", "2", "of", "3", "+1")
