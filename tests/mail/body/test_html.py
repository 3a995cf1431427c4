"""HTML as lines, quotes marked."""

import pytest

from listbot.mail.body.html import to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>+1</p>", "+1"),
        ("+1<br>two<br><br>three", "+1\ntwo\n\nthree"),
        ("<br>+1", "+1"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>one</p><p>two &amp; <b>three</b>\n four</p>", "one\n\ntwo & three four"),
        (
            "<p>+1</p><blockquote><p>-1</p><blockquote>+1</blockquote></blockquote><p>end</p>",
            "+1\n\n> -1\n>\n>> +1\n>\nend",
        ),
        ("<p>a</p><div class='yahoo_quoted'>-1</div>", "a\n\n> -1"),
        (
            "<p>+1</p><div id='divRplyFwdMsg'>From: Ana</div><div>-1</div>",
            "+1\n\n> From: Ana\n> -1",
        ),
        ("<div>+1</div><div class='gmail_signature'>Bob</div>", "+1\n-- \nBob"),
        ("<p>+1</p><p style='display:none'>-1</p><p hidden>-1</p>", "+1"),
        (
            "<p>+1</p><p style='font-size:0'>-1</p><p style='color:red'>red</p><!-- -1 -->",
            "+1\n\nred",
        ),
        ("<head><title>-1</title></head><style>-1</style><script>-1</script>+1", "+1"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<p>a&nbsp;b</p>", "a b"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb"),
        ("<p><s>+1</s> -1</p><p><del>a</del></p><p><strike>b</strike></p>", "-1"),
        ("<i style='color:red;text-decoration: underline line-through'>+1</i> -1", "-1"),
        ("<i style='text-decoration-line:line-through'>+1</i> -1", "-1"),
        ("<i style='text-decoration: underline; word-break: line-through'>+1</i>", "+1"),
        (
            "<p>-1</p><div class='x-quoted-y'>+1<div class='quote'>a</div></div>b",
            "-1\n\n> +1\n> a\n\nb",
        ),
        ("<p>-1</p><div id='isReplyContent'>+1</div>", "-1\n\n> +1"),
        ("<p>-1</p><div name='messageReplySection'>+1</div>", "-1\n\n> +1"),
        ("<div class='reply-body'>+1</div>", "+1"),
        ("<p>-1</p><div style='border-left:2px solid #ccc'>+1</div>", "-1\n\n> +1"),
        ("<p>-1</p><div style='border-left:none'>it is slow</div>", "-1\n\nit is slow"),
        (
            "<p>a</p><div class='quote'>Ana:<blockquote>-1</blockquote>+1</div>",
            "a\n\nAna:\n\n> -1\n\n+1",
        ),
        ("<p>-1</p><details><summary>more</summary>+1</details>", "-1\n\n> more\n> +1"),
        ("<p>-1</p><details open><summary>more</summary>why</details>", "-1\n\nmore\nwhy"),
    ],
)
def test_to_text(html: str, text: str) -> None:
    """What a reader sees, line by line; a blockquote or what a mailer calls a quote is one; what is
    hidden or struck out is not said.
    """
    assert to_text(html) == (text, "")


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ("<div>" * 500 + "-1", "HTML cut where it is nested more than 400 deep"),
        ("<i></i>" * 10_000, "HTML cut after 10000 tags"),
        ("x" * 1_000_001, "HTML cut after 1000000 characters"),
    ],
)
def test_bounds(html: str, note: str) -> None:
    """Anything that would take more than linear time is cut, and a note says so."""
    assert to_text(html)[1] == note


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<p{' a' * 50}>+1</p>", "+1"),
        (f"0<p{' a=b' * 51}>+1</p>", "0"),
        (f'0<p =" b=">"{" c" * 50}>+1</p>', "0"),
        (f"<p a='1' b=\"{' c' * 99}\" c>+1 {'and ' * 99}</p>", f"+1 {'and ' * 99}".strip()),
    ],
)
def test_attributes_without_end(html: str, text: str) -> None:
    """Reading stops at an element with more attributes than any mailer writes, however its
    quotes are set.
    """
    note = "" if text.startswith("+1") else "HTML cut at an element of more than 50 attributes"
    assert to_text(html) == (text, note)
