"""Tests of listbot.letters.markup."""

import pytest

from listbot.errors import ComposeError
from listbot.letters.markup import check, words, words_of_text


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>x</script>", "<script> may not stand"),
        ("<p><img src=x></p>", "<img> may not stand"),
        ("<svg></svg>", "<svg> may not stand"),
        ("<iframe></iframe>", "<iframe> may not stand"),
        ("<form></form>", "<form> may not stand"),
        ("<link rel=stylesheet href=https://x/>", "<link> may not stand"),
        ("<base href=https://x/>", "<base> may not stand"),
        ("<p onclick=x>x</p>", "<p onclick=...> may not stand"),
        ("<p id=x>x</p>", "<p id=...> may not stand"),
        (
            '<meta http-equiv=refresh content="0; url=https://x/">',
            "<meta http-equiv=...> may not stand",
        ),
        ("<meta name=referrer content=x>", "<meta name='referrer'> may not stand"),
        ("<a href='javascript:x'>x</a>", "a link leads to 'javascript:x'"),
        ("<a href='data:text/html,x'>x</a>", "a link leads to"),
        ("<a href='//evil.example'>x</a>", "a link leads to"),
        ("<a href='https://x/ y'>x</a>", "a link leads to"),
        ("<a href>x</a>", "a link leads to ''"),
        ("<style>p { background: url(https://x/) }</style>", "a style holds 'url('"),
        ("<style>@import 'x'</style>", "a style holds '@import'"),
        ("<p style='display:none'>x</p>", "a style holds 'display:none'"),
        ("<p style='font-size: 0'>x</p>", "a style holds 'font-size: 0'"),
        ("<p style='position: fixed'>x</p>", "a style holds 'position:'"),
        ("<p style='\\75rl(x)'>x</p>", "a style holds '\\\\\\\\'"),
        ("<p>+1</p>", "could be read as a vote or a command"),
        ("<p>A</p><div>#listbot closes: now</div>", "could be read as a vote or a command"),
    ],
)
def test_what_runs_loads_hides_or_votes_is_refused(html: str, fault: str) -> None:
    """The wall names what it found."""
    with pytest.raises(ComposeError) as raised:
        check(html)
    assert fault in str(raised.value).replace("\\\\'", "\\\\\\\\'")


def test_a_plain_page_passes() -> None:
    """What letters are made of is let through, comments that a parser drops included."""
    check(
        "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport "
        "content=x><title>t</title><style>p { font-size: 0.9em }</style></head><body><!-- x "
        "--><p class=a style='margin: 0'>A <a "
        "href='https://lists.example.org/x'>link</a></p></body></html>"
    )
    check("")


def test_words_leave_out_what_a_page_has_behind_its_links() -> None:
    """Marks and addresses are no words; what is in the head is not seen."""
    html = (
        "<title>no</title><p>V-34 <a href='https://x/'>Retire "
        "it</a></p><blockquote>2 of 3 +1</blockquote>"
    )
    text = "V-34  Retire it [1]\n > 2 of 3\n > +1\n\n[1] https://x/\n"
    assert words(html) == words_of_text(text) == ("v", "-34", "retire", "it", "2", "of", "3", "+1")
