"""The errors listbot raises on purpose.

Each is Permanent (trying again cannot help) or Temporary (the same act may work later), so that
every edge can answer without knowing the cause: LMTP says 5xx or 4xx, the command line exits 1 or
75.
"""


class ListbotError(Exception):
    """Anything listbot raises on purpose; its text is one clear sentence with the place of the
    fault.
    """


class PermanentError(ListbotError):
    """Trying the same thing again cannot help."""


class TemporaryError(ListbotError):
    """The same thing may work later: disk full, database locked, server away."""


class ConfigError(PermanentError):
    """The configuration is wrong. Holds every fault found, each with its key path."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class StoreUnavailable(TemporaryError):
    """The database did not take the transaction; nothing of it was stored."""


class StoreBroken(PermanentError):
    """The database is damaged, or what stands in its place is none."""


class CarrierRefused(PermanentError):
    """The mail server refused a letter for good (5xx)."""


class CarrierUnavailable(TemporaryError):
    """The mail server did not take a letter now (4xx, no connection): surely not sent."""


class CarrierAway(CarrierUnavailable):
    """The mail server cannot be reached, or does not want to talk now: surely not sent, as no other
    letter.
    """


class CarrierDenied(CarrierUnavailable):
    """The mail server refuses us and not the letter, until somebody changes something: surely not
    sent.

    `every`: no letter would pass, so that another attempt is only another failed login.
    """

    def __init__(self, text: str, *, every: bool) -> None:
        super().__init__(text)
        self.every = every


class CarrierAmbiguous(TemporaryError):
    """The connection broke after the letter's final dot: it may have been sent, or not."""


class ReceiptsUnavailable(TemporaryError):
    """The file that notes which letters have left cannot be read or written now; none leaves
    meanwhile.
    """


class SourceUnavailable(TemporaryError):
    """A mail source cannot be reached or read at the moment."""


class SiteUnavailable(TemporaryError):
    """The pages cannot be served."""


class ComposeError(PermanentError):
    """A letter could not be composed safely, for instance a line break in a header value."""
