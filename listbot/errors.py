"""The errors listbot raises on purpose.

Each is Permanent (trying again cannot help) or Temporary (the same thing may work later), so that
every edge can answer without knowing the cause: LMTP says 5xx or 4xx, the command line exits with
1 or 75.
"""

from datetime import timedelta


class ListbotError(Exception):
    """Any error listbot raises on purpose; its text is one sentence that names the place."""


class PermanentError(ListbotError):
    """Trying the same thing again cannot help."""


class TemporaryError(ListbotError):
    """The same thing may work later: disk full, database locked, server unreachable."""


class ConfigError(PermanentError):
    """The configuration is wrong; `faults` has every fault found, each with its key path."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class StoreUnavailable(TemporaryError):
    """The database did not take the transaction; none of it was stored."""


class StoreUnsure(StoreUnavailable):
    """The connection to the database was cut during a commit; it may or may not be stored."""


class StoreBroken(PermanentError):
    """The database is damaged, or the file is not a database at all."""


class CarrierRefused(PermanentError):
    """The mail server permanently refused a letter (5xx)."""


class CarrierUnavailable(TemporaryError):
    """The mail server did not take a letter now (4xx, no connection): it was not sent."""


class CarrierAway(CarrierUnavailable):
    """The mail server cannot be reached or is not talking to us: no letter can be sent now."""


class CarrierDenied(CarrierUnavailable):
    """The mail server refuses us, not the letter, until somebody changes something: not sent.

    `every`: it would refuse any letter, so another attempt is just another failed login.
    """

    def __init__(self, text: str, *, every: bool) -> None:
        super().__init__(text)
        self.every = every


class CarrierAmbiguous(TemporaryError):
    """The connection broke after the letter's final dot: it may or may not have been sent."""


class ReceiptsUnavailable(TemporaryError):
    """The file that records sent letters cannot be read or written now; none is sent meanwhile."""


class TrackerUnavailable(TemporaryError):
    """The tracker cannot be reached or is busy: nothing was done.

    `wait`: how long it asked us to wait; None: it did not say.
    """

    def __init__(self, text: str, wait: timedelta | None = None) -> None:
        super().__init__(text)
        self.wait = wait


class TrackerTooLong(TrackerUnavailable):
    """What the tracker answers to a question is longer than what we read."""


class TrackerAmbiguous(TrackerUnavailable):
    """The tracker did not answer a call that it may have carried out."""


class TrackerDenied(TrackerUnavailable):
    """The tracker refuses us, until somebody changes a token or a permission: nothing was done."""


class TrackerRefused(PermanentError):
    """The tracker will never take this call."""


class TrackerGone(TrackerRefused):
    """The tracker has no such ticket, or does not show it to us: deleted, moved, or never made."""


class SourceUnavailable(TemporaryError):
    """A mail source cannot be reached or read at the moment."""


class LoginRefused(SourceUnavailable):
    """A mailbox's server refuses our login: another attempt soon would be one more failed login."""


class TokenUnavailable(TemporaryError):
    """There is no access token to log in with: its command or file failed."""


class SiteUnavailable(TemporaryError):
    """The pages cannot be served."""


class CopyRefused(PermanentError):
    """The folder for the copy of the pages is not one that we may write to."""


class CopyUnavailable(TemporaryError):
    """The copy of the pages cannot be written now; what it has stays as it is."""


class ComposeError(PermanentError):
    """A letter could not be composed safely, for instance a line break in a header value."""
