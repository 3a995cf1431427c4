"""Where it runs: the database's file, the room for it, the service, the clock, the DNS."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from listbot import clock
from listbot.config import Config
from listbot.doctor.finding import Finding, Level
from listbot.doctor.look import LOGS, RESTART, Look, day, file_of, many
from listbot.doctor.machine import PATIENCE, UNIT, Machine, moment_of
from listbot.health.condition import PULSE
from listbot.keys.lookup import Servers
from listbot.mail import Level as Identity
from listbot.store import leases
from listbot.store.base.key_tables import open_keys
from listbot.store.journal import kept_clock

LITTLE = 1_000_000_000  # bytes; below that, look for what grows
TOO_LITTLE = 100_000_000  # bytes; a few large mails, and the disk is full
OFTEN = 3  # restarts of the service since it was last started by hand


def configuration(config: Config) -> Iterator[Finding]:
    """What the configuration warns about."""
    if not config.warnings:
        names = ", ".join(each.address for each in config.lists)
        yield Finding("configuration", Level.WELL, f"{config.path} has no faults; it names {names}")
    for warning in config.warnings:
        yield Finding("configuration", Level.NOTE, warning, todo=("listbot check-config",))


def database(config: Config, machine: Machine) -> Iterator[Finding]:
    """The database's file, before it is opened: is it there, writable, with room around it?"""
    path = file_of(config)
    if path is None:
        return
    if not path.exists():
        todo = ("systemctl start listbot", LOGS)
        yield Finding("database", Level.FAULT, f"{path} does not exist yet", todo=todo)
        return
    size = sum(each.stat().st_size for each in (path, _log_of(path)) if each.exists())
    bad = [str(each) for each in (path, path.parent) if not machine.may_write(each)]
    if bad:
        what = f"{' and '.join(bad)} cannot be written to by this user"
        todo = (f"ls -ld {path.parent} {path}", "run this as root, or as the daemon's user")
        yield Finding("database", Level.WARNING, what, todo=todo)
    room = machine.free(path.parent)
    if room is not None and room < max(LITTLE, size):
        level = Level.FAULT if room < TOO_LITTLE else Level.WARNING
        what = f"only {_megabytes(room)} are free beside a database of {_megabytes(size)}"
        yield Finding("disk", level, what, todo=(f"df -h {path.parent}", f"du -sh {path.parent}/*"))
    elif not bad:
        free = f", {_megabytes(room)} are free" if room is not None else ""
        yield Finding("database", Level.WELL, f"{path} has {_megabytes(size)}{free}")


def shared(look: Look) -> Iterator[Finding]:
    """The database that several daemons may share: which one of them decides and sends."""
    if not look.config.store.is_file:
        yield of_lease(look.config.store.url, leases.holding(look.connection))


def of_lease(url: str, holding: leases.Holding | None) -> Finding:
    """Say who has the lease of a database."""
    todo = ("systemctl start listbot", LOGS)
    if holding is None:
        return Finding(
            "database", Level.NOTE, f"{url} answers; no daemon has used it yet", todo=todo
        )
    if holding.is_over:
        what = f"{url} answers, but no daemon decides or sends: {holding.holder} did last"
        return Finding("database", Level.FAULT, what, todo=todo)
    what = f"{url} answers; {holding.holder} decides and sends"
    return Finding("database", Level.WELL, what, holding.since)


def _log_of(path: Path) -> Path:
    """Return SQLite's log beside the file: what was written last is there at first."""
    return path.with_name(f"{path.name}-wal")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def daemon(look: Look) -> Iterator[Finding]:
    """Whether the daemon runs."""
    pulse, kept = look.health.pulse, kept_clock.kept(look.connection)
    if pulse is None or kept is None:
        todo = ("systemctl start listbot", LOGS)
        yield Finding("daemon", Level.FAULT, "it has never run with this database", todo=todo)
    elif pulse > PULSE or kept.stopped:
        why = "was stopped" if kept.stopped else "does not run"
        what = f"it {why}: no mail is taken, no vote closes, no letter leaves"
        todo = ("systemctl start listbot", LOGS)
        yield Finding("daemon", Level.FAULT, what, look.now - pulse, todo)
    else:
        yield Finding("daemon", Level.WELL, "it runs")


def service(config: Config, machine: Machine) -> Iterator[Finding]:
    """The systemd unit: installed, running, started at boot, as new as its configuration."""
    found = machine.unit()
    if found is None or found.get("LoadState") == "not-found":
        why = "systemd does not answer here" if found is None else f"{UNIT} is not installed"
        yield Finding("service", Level.NOTE, f"{why}; something else has to start listbot")
        return
    state, since = found.get("ActiveState", ""), moment_of(found.get("StateChangeTimestamp", ""))
    if state == "failed":
        what = f"{UNIT} has failed ({found.get('Result', '')})"
        yield Finding("service", Level.FAULT, what, since, (LOGS, RESTART))
    elif state != "active":
        todo = ("systemctl start listbot",)
        yield Finding("service", Level.FAULT, f"{UNIT} is {state}", since, todo)
    else:
        yield from _running(config, found)
    if found.get("UnitFileState") == "disabled":
        todo = ("systemctl enable listbot",)
        yield Finding("service", Level.WARNING, f"{UNIT} does not start at boot", todo=todo)


def _running(config: Config, found: Mapping[str, str]) -> Iterator[Finding]:
    since = moment_of(found.get("ActiveEnterTimestamp", ""))
    restarts = int(found.get("NRestarts") or 0)
    if restarts >= OFTEN:
        what = f"{UNIT} was restarted {restarts} times since it was started"
        yield Finding("service", Level.WARNING, what, since, (LOGS, "listbot quarantine list"))
    changed = _changed(config.path)
    if since is not None and changed is not None and changed > since:
        what = f"{config.path} was changed after the daemon had read it"
        todo = ("listbot check-config", RESTART)
        yield Finding("service", Level.WARNING, what, changed, todo)
    elif restarts < OFTEN:
        yield Finding("service", Level.WELL, f"{UNIT} is active", since)


def _changed(path: Path | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path else None
    except OSError:
        return None


def clocks(look: Look) -> Iterator[Finding]:
    """The clock and the time zones."""
    kept = kept_clock.kept(look.connection)
    zone = look.machine.zone()
    recaps = {each.recap.zone for each in look.config.lists if each.recap.on}
    if kept is not None and kept.doubt is not None:
        level = Level.FAULT if kept.doubt.until is None else Level.WARNING
        todo = ("timedatectl", "listbot resume --clock")
        yield Finding("clock", level, clock.in_words(kept.doubt), kept.doubt.since, todo)
    elif not look.machine.is_synced():
        what = "NTP does not keep this machine's clock, as far as it says"
        yield Finding("clock", Level.NOTE, what, todo=("timedatectl set-ntp true",))
    else:
        yield Finding("clock", Level.WELL, f"NTP keeps it; it is {day(look.now)}")
    others = sorted(recaps - {zone})
    if zone and others:
        what = (
            f"this machine is in {zone}, the recaps are timed in {', '.join(others)} "
            "(lists.timezone); votes and this page are in UTC"
        )
        yield Finding("time zone", Level.NOTE, what)


def names(look: Look) -> Iterator[Finding]:
    """The DNS, where lists ask for proofs."""
    asking = [each.address for each in look.config.lists if each.identity is Identity.VERIFIED]
    if not asking:
        return
    dns = look.config.dns
    name = f"_dmarc.{look.config.bot.address.rpartition('@')[2]}"
    is_up = look.machine.resolves(Servers(dns.servers, dns.port, PATIENCE), name)
    waiting = look.connection.execute(select(func.count()).select_from(open_keys)).scalar_one()
    if not is_up:
        what = (
            f"no DNS server answers, so votes on {', '.join(asking)} stay unproven until one does; "
            "listbot asks again until the close"
        )
        todo = ("cat /etc/resolv.conf", "listbot check-config", f"dig TXT {name}")
        yield Finding("dns", Level.FAULT, what, todo=todo)
    elif waiting:
        what = f"it answers; {many(waiting, 'mail')} still wait for keys that it did not give"
        yield Finding("dns", Level.NOTE, what)
    else:
        yield Finding("dns", Level.WELL, "it answers")
