"""Tests of listbot.store.public.group.services."""

from dataclasses import replace

from listbot.model.records.acts import RecordVerb
from listbot.model.records.services import ServiceSaid
from listbot.pages.views.group.services import ServicesView
from listbot.store.public.group.services import Services
from tests.records.building import ANA, act, days
from tests.store.public.group.keeping import WHOLE, add, keeping, stamps
from tests.store.public.sites import SITE, reading

SERVICES = Services()
WIKI = act(RecordVerb.SERVICE, "wiki", days(1), service=ServiceSaid((ANA,)))


def test_services_have_one_page() -> None:
    """It is made again when somebody has looked at one."""
    play = keeping(WIKI)
    with reading(play, WHOLE) as source:
        before, page = stamps(SERVICES, source), SERVICES.page(source, "services")
        assert SERVICES.page(source, "services/wiki") is None
        assert (SERVICES.news(source), SERVICES.calendar(source)) == (None, None)
    assert page is not None
    assert isinstance(page.view, ServicesView)
    assert (page.view.services[0].leads, page.updated) == (("Ana Ruiz",), days(1))
    add(play, act(RecordVerb.SERVICE_RIGHT, "wiki", days(30)))
    with reading(play, WHOLE) as source:
        assert stamps(SERVICES, source) != before


def test_public_access_alone_has_the_page_too() -> None:
    """A group may show who has access and keep no list of services."""
    access = replace(WHOLE, parts=frozenset({"access"}))
    assert [SERVICES.is_on(site) for site in (WHOLE, access, SITE)] == [True, True, False]
