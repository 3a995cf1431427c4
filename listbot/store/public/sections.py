"""The parts of the site, in the order of its menu."""

from listbot.store.public.decisions import Decisions
from listbot.store.public.section import Section
from listbot.store.public.tickets import Tickets
from listbot.store.public.votes import Votes

SECTIONS: tuple[Section, ...] = (Votes(), Decisions(), Tickets())
