"""Turns the configuration into rules: the lists, rosters and policies from now on. Pure."""

from dataclasses import replace
from datetime import datetime

from listbot.config import Config, ListConfig
from listbot.mail import Level
from listbot.model.desk.rules import DeskRules
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules, Published
from listbot.model.recap_rules import RecapRules


def rules_of(config: Config, before: RulesInput, now: datetime | None) -> RulesInput:
    """Return the rules the configuration asks for.

    A list goes live the first time the daemon starts with it, at `now`; None starts no list.
    """
    if now is not None:
        # Received lines have whole seconds: mail stamped in the second of the start is live.
        now = now.replace(microsecond=0)
    own = (
        config.bot.address,
        *(each.address for each in config.lists),
        *(each.address for each in config.taps),
    )
    since = {each.address: each.live_since for each in before.lists}
    lists = [_rules(config, each, own, since.get(each.address) or now) for each in config.lists]
    bot = ListRules(
        address=config.bot.address,
        role=ListRole.BOT,
        policies=(),
        roster=config.everybody,
        identity=Level.UNVERIFIED,
        live_since=since.get(config.bot.address) or now,
        # Commands for a help desk may come to the bot, and are trusted there as at the desk.
        trusted_hops=_hops_of_desks(config),
        own_addresses=own,
        desk=DeskRules(delimiter=config.bot.delimiter),
        recap=_digest_rules(config),
    )
    # The rules that a list's mails were read by are needed as long as the mails are kept.
    watched = {each.address for each in (*lists, bot)}
    gone = [
        replace(each, role=ListRole.RETIRED) for each in before.lists if each.address not in watched
    ]
    return RulesInput((*lists, bot, *gone), config.group)


def _digest_rules(config: Config) -> RecapRules:
    """Return when people get their digest: on Monday, at the hour of the first decision list."""
    first = next(
        (each.recap for each in config.lists if each.role is ListRole.DECISIONS), RecapRules()
    )
    return replace(first, on=False, weekday=1)


def _desk(config: Config, each: ListConfig) -> DeskRules:
    """Return the rules of a help desk, with what leaves it for the tracker."""
    if config.tracker is None or each.role is not ListRole.SUPPORT:
        return each.desk
    return replace(each.desk, outer=config.tracker.rules)


def _hops_of_desks(config: Config) -> tuple[str, ...]:
    hops = (
        hop for each in config.lists if each.role is ListRole.SUPPORT for hop in each.trusted_hops
    )
    return tuple(dict.fromkeys(hops))


def _rules(
    config: Config, each: ListConfig, own: tuple[str, ...], since: datetime | None
) -> ListRules:
    roster = config.roster_of(each)
    return ListRules(
        address=each.address,
        role=each.role,
        policies=config.policies.get(each.policy, ()),
        roster=roster.people,
        identity=each.identity,
        live_since=each.live_since or since,
        trusted_hops=each.trusted_hops,
        authserv_id=each.authserv_id,
        trusted_sealers=each.trusted_sealers,
        host_signature=each.host_signature,
        taps=tuple(tap.address for tap in config.taps if each.address in tap.lists),
        own_addresses=own,
        desk=_desk(config, each),
        recap=each.recap,
        published=Published(
            preset=each.policy if each.policy in config.own_presets else "",
            policy_url=each.policy_url,
            roster_url=roster.url,
        ),
    )
