"""The parts of the site, in the order of its menu."""

from listbot.store.public.about import About
from listbot.store.public.decisions import Decisions
from listbot.store.public.group.meetings import Meetings
from listbot.store.public.group.members import Members
from listbot.store.public.group.records import Records
from listbot.store.public.group.services import Services
from listbot.store.public.help import Help
from listbot.store.public.home import Home
from listbot.store.public.log import Log
from listbot.store.public.recaps import Recaps
from listbot.store.public.rules import Rules
from listbot.store.public.section import Section
from listbot.store.public.status import Status
from listbot.store.public.tickets import Tickets
from listbot.store.public.votes import Votes

SECTIONS: tuple[Section, ...] = (
    Home(),
    Votes(),
    Decisions(),
    Tickets(),
    Records(),
    Meetings(),
    Members(),
    Services(),
    Log(),
    Recaps(),
    Rules(),
    About(),
    Help(),
    Status(),
)
