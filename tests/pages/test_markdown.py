"""Markdown: what strangers wrote is text and nothing else, also for GitHub's extensions."""

from dataclasses import replace
from datetime import date

import pytest
from jinja2 import UndefinedError

from listbot.pages.links import Links
from listbot.pages.loading import load_templates
from listbot.pages.markdown import KINDS, MarkdownRenderer, code, mail, named, plain, quoted
from listbot.pages.page import Kind, Page, View
from listbot.pages.render import Renderer
from listbot.pages.shown import Shown, mail_link
from listbot.pages.site import SiteFacts
from listbot.pages.views.decisions import DecisionRow, DecisionsView, Month
from listbot.pages.views.vote import VoteView
from tests.pages.views.voting import played, under, view
from tests.playing import ROSTER, Play, Post, hours, opening, rules, votes

SITE = SiteFacts(Shown("infra"), "https://infra.example.org", ())
LINKS = Links("/listbot", "votes/1")
YES = ("Ravi", "Lena", "Ines")
EVIL = "<script>alert(1)</script> [x](http://evil.example) *b* _i_ `c` # h | t & www.e.example"


def page(found: View, kind: Kind = Kind.VOTE) -> Page:
    """A page that shows this."""
    return Page("votes/1", kind, Shown("Title"), found)


def written(found: View, kind: Kind = Kind.VOTE) -> str:
    """The Markdown of a view."""
    return MarkdownRenderer(load_templates(), SITE).markdown(page(found, kind), LINKS)


def shown(found: View, kind: Kind = Kind.VOTE) -> str:
    """The HTML of a view."""
    return Renderer(load_templates(), SITE).html(page(found, kind), LINKS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, (3 needed).", "plain words, (3 needed)."),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("[a](http://x) ![b](y)", r"\[a\](http\://x) \!\[b\](y)"),
        ("*a* _b_ `c` ~~d~~ $e$ ^f", r"\*a\* \_b\_ \`c\` \~\~d\~\~ \$e\$ \^f"),
        ("# not a heading", r"\# not a heading"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("1) no list", r"1\) no list"),
        ("=====", r"\====="),
        ("WWW.evil.example", r"WWW\.evil.example"),
        ("a | b", r"a \| b"),
        ("back\\slash", r"back\\slash"),
        ("two\nlines   here", "two lines here"),
        ("2026-09-01", "2026-09-01"),
    ],
)
def test_nothing_in_a_text_means_anything(text: str, expected: str) -> None:
    """Each character that Markdown or GitHub gives a meaning is escaped where it has one."""
    assert plain(text) == expected


def test_a_quote_keeps_its_lines() -> None:
    """Each line is escaped by itself; an empty one ends a paragraph; indented ones are not code."""
    assert quoted("\none\n    # two\n\n- three\n") == "> one\\\n> \\# two\n>\n> \\- three"


def test_code_holds_any_text() -> None:
    """Also backticks."""
    assert [code("+1"), code("a ``b`` c")] == ["`+1`", "``` a ``b`` c ```"]


def test_links_are_ours_alone() -> None:
    """Words in a link are escaped, and an address in angle brackets cannot be left."""
    assert named("a](b", "x>y z") == r"[a\](b](<x%3Ey%20z>)"
    assert mail(mail_link("<a@h>", "")) == "[mail](<mid:a%40h>)"


def test_a_template_that_misses_a_value_is_a_fault() -> None:
    """Nothing is left blank in silence."""
    renderer = MarkdownRenderer({"vote.md.j2": "{{ colour }}"}, SITE)
    with pytest.raises(UndefinedError, match="'colour' is undefined"):
        renderer.markdown(page(View()), LINKS)


def full() -> VoteView:
    """A view with everything that a page of a vote can show."""
    lazy = played(
        opening(subject="[LAZY] Move"),
        Post("d", "Omar", "I am not sure about this, what about the bill?", 1, answers=["p"]),
        Post("n", "Lena", "#listbot no-objection", 2, answers=["p", "d"]),
    )
    play = played(
        opening(text="We move on Monday."),
        *votes(YES),
        Post("v", "Kim", "-1", 2, answers=["p"]),
        Post("why", "Kim", "My reason: it doubles the bill.", 3, answers=["p", "v"]),
        Post("say", "Kim", "#listbot explained: see my last mail", 4, answers=["p"]),
        Post("i", "Lars", "Second disk: -1, too small.", 4, answers=["p"]),
        Post("a", "Ana", "#listbot amend\nWe move on Tuesday.", 5, answers=["p"]),
        until=10,
    )
    found = view(play, 200, text=EVIL, applied=hours(80), supersedes=(2, 3), superseded_by=(4, 5),
                 may_be_superseded_by=(6,), review=date(2027, 3, 1),
                 stated=((hours(73), "<r@x>"),))  # fmt: skip
    return replace(
        found, doubts=view(lazy, 10).doubts, robust=Shown("Passes even so"), advisory=True,
        imported=True, recounted=True, shares=(Shown("quorum: 3 of 4"),), state="passed",
        word=Shown("passed"), silent=(Shown(EVIL),), title=Shown(EVIL),
    )  # fmt: skip


@pytest.mark.parametrize("state", ["passed", "not passed", "open", "cancelled"])
def test_everything_about_a_vote_is_written(state: str) -> None:
    """In both formats, whatever its state; a stranger's words make neither a link nor HTML."""
    found = replace(full(), state=state, would_pass=True if state == "open" else None)
    as_markdown, as_html = written(found), shown(found)
    assert "](http://evil" not in as_markdown
    assert "<script>" not in as_markdown.replace("\\<", "")
    assert "<script>alert" not in as_html
    for text in (as_markdown, as_html):
        assert "quorum: 3 of 4" in text
        assert "2027-03-01" in text
        assert "We move on Tuesday." in text


def test_a_vote_without_anything() -> None:
    """Nobody voted, and it cannot be counted again by others."""
    nobody = rules(roster=replace(ROSTER, members=()))
    found = view(played(opening(), in_force=nobody, until=80), 90)
    assert "Nobody has voted.\n" in written(found)
    assert "nobody else can count this vote from it" in shown(found)
    waiting = view(played(opening()), 73, is_over=True)
    waiting = replace(waiting, state="open", word=Shown("open"), is_awaited=True, ended=None)
    assert "Nobody has voted yet." in written(waiting)
    assert "The result follows" in written(waiting)
    assert "The result follows" in shown(waiting)


def test_a_rule_that_is_published_nowhere_stands_on_the_page() -> None:
    """Others need it to count again."""
    own = under(preset="ours")
    published = tuple(
        replace(each, published=replace(each.published, preset="ours")) for each in own.lists
    )
    play = Play(in_force=replace(own, lists=published))
    play.take(opening(), *votes(YES))
    play.run_until(hours(80))
    found = view(play, 90)
    assert found.recount is not None
    assert found.recount.policy_lines != ()
    assert "min_yes = 3" in shown(found)


def test_the_log_of_decisions() -> None:
    """A vote is linked in Markdown, a record in HTML, and a meeting without a page not at all."""
    rows = (
        DecisionRow("V-1", "vote", "votes/1", hours(2), Shown("A"), Shown("3 x +1"), hours(9)),
        DecisionRow("ADR-1", "record", "adr/1", hours(1), Shown("B"), Shown("record"),
                    replaced_by=("ADR-2",)),
        DecisionRow("2026-09-08", "meeting", "", hours(0), Shown("C"), Shown("agreed")),
    )  # fmt: skip
    months = (Month("decisions/2026-09", "2026-09", 3),)
    assert written(DecisionsView(rows, months, ""), Kind.DECISIONS) == (
        "# Title\n\n"
        "- 2026-09-08: [V-1](</listbot/votes/1.md>) A. 3 x +1; carried out on 2026-09-09\n"
        "- 2026-09-08: [ADR-1](</listbot/adr/1>) B. record; replaced by ADR-2\n"
        "- 2026-09-08: 2026-09-08 C. agreed\n\n"
        "By months:\n\n"
        "- [2026-09](</listbot/decisions/2026-09.md>) (3)\n"
    )
    for found in (DecisionsView(rows, months, "2026-09"), DecisionsView((), (), "")):
        assert shown(found, Kind.DECISIONS).count("<h1>") == 1
    nothing = written(DecisionsView((), (), ""), Kind.DECISIONS)
    assert nothing == "# Title\n\nNothing has been decided yet.\n"


def test_each_kind_with_markdown_has_a_template() -> None:
    """And no other page claims to have one."""
    found = {name.removesuffix(".md.j2") for name in load_templates() if name.endswith(".md.j2")}
    assert found == set(KINDS)
