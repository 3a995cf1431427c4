"""The group's record as its pages read it: an empty one where none is kept yet."""

from collections.abc import Iterable

from sqlalchemy import select

from listbot.mail import Level
from listbot.model.group_case import GroupCase
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Roster
from listbot.model.records.group import Group
from listbot.model.records.rules import GroupRules
from listbot.pages.shown import MailLink, mail_link
from listbot.store.base.schema import mails
from listbot.store.public.source import Source


def known_to(source: Source) -> GroupCase:
    """Return the record. The rules in force may be older than the configuration, which says what
    pages there are.
    """
    if source.group is not None:
        return source.group
    bot = ListRules(source.site.bot, ListRole.BOT, (), Roster(), Level.UNVERIFIED, None)
    return GroupCase(GroupRules(), Group(), bot.roster, bot)


def lists_of(source: Source, message_ids: Iterable[str]) -> dict[str, str]:
    """Return which list each of these mails came to: of several, one that has pages."""
    query = select(mails.c.message_id, mails.c.list).where(
        mails.c.message_id.in_(list(message_ids))
    )
    found: dict[str, str] = {}
    for row in source.connection.execute(query.order_by(mails.c.seq)):
        if row.message_id not in found or source.site.list(found[row.message_id]) is None:
            found[row.message_id] = row.list
    return found


def is_hidden(source: Source, address: str) -> bool:
    """Return whether an address is a list that the pages leave out; the bot's own is not."""
    return address not in ("", source.site.bot) and source.site.list(address) is None


def links_to(source: Source, lists: dict[str, str]) -> dict[str, MailLink]:
    """Return the links to the mails that came to lists with pages: Message-ID -> link. What came to
    a help desk is private, so nothing leads there.
    """
    here = ((id, source.site.list(address)) for id, address in lists.items())
    return {
        id: mail_link(id, each.archive)
        for id, each in here
        if each is not None and _decides(source, each.address)
    }


def _decides(source: Source, address: str) -> bool:
    decides = (each.address for each in source.rules.lists if each.role is ListRole.DECISIONS)
    return address in decides
