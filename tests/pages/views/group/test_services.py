"""Tests of listbot.pages.views.group.services."""

from dataclasses import replace

from listbot.model.records.acts import RecordVerb
from listbot.model.records.services import ServiceSaid
from listbot.pages.shown import Shown
from listbot.pages.views.group.services import ServiceLine, ServicesView, SystemLine, services_view
from tests.records.building import ANA, RAVI, RULES, act, days, group_case, joined

KEPT = replace(RULES, services=True, access=True, public_access=True)
WIKI = act(
    RecordVerb.SERVICE, "wiki", days(1), service=ServiceSaid((ANA,), (RAVI, "zoe@example.com"))
)
MAIL = act(
    RecordVerb.SERVICE,
    "mail",
    days(2),
    service=ServiceSaid(outside="Example Hosting, https://hosting.example.org/status"),
)
GRANTED = act(RecordVerb.GRANTED, ANA, days(1), text="dns", by=RAVI)


def test_services_are_listed_with_their_people() -> None:
    """By name, with who runs what lies outside, and when somebody last looked."""
    view = services_view(group_case((*joined(ANA), WIKI, MAIL), KEPT))
    assert view.services == (
        ServiceLine(
            Shown("mail"),
            (),
            (),
            Shown("Example Hosting, https://hosting.example.org/status"),
            Shown("https://hosting.example.org/status"),
            days(2),
        ),
        ServiceLine(
            Shown("wiki"),
            (Shown("Ana Ruiz"),),
            (Shown("Ravi Menon"), Shown("zoe")),
            Shown(""),
            Shown(""),
            days(1),
        ),
    )


def test_access_shows_only_where_the_group_says_so() -> None:
    """Without `public_access` no page names a system."""
    acts = (*joined(ANA), GRANTED, act(RecordVerb.SYSTEM, "backup", days(2)))
    assert services_view(group_case(acts, KEPT)) == ServicesView(
        (), (SystemLine(Shown("dns"), (Shown("Ana Ruiz"),)), SystemLine(Shown("backup"), ()))
    )
    for rules in (replace(KEPT, public_access=False), replace(KEPT, access=False)):
        assert services_view(group_case(acts, rules)) == ServicesView((), ())


def test_services_that_are_not_kept_are_not_listed() -> None:
    """A group may make its access public and keep no list of services."""
    view = services_view(group_case((WIKI,), replace(KEPT, services=False)))
    assert view.services == ()
