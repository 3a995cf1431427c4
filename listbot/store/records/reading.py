"""The group's record for a command that only reads it: without the daemon's store, which takes
longer to load than the record does.
"""

from listbot.model.inputs import RulesInput
from listbot.model.records.folding import fold
from listbot.model.records.group import Group
from listbot.store.base.engine import open_engine, unavailable_as_temporary
from listbot.store.base.migrating import require_newest
from listbot.store.journal import rules
from listbot.store.records.acts import all_acts


def read_record(url: str) -> tuple[RulesInput, Group]:
    """Return the rules in force and the group, from the database at this URL.

    Raises StoreUnavailable if it cannot be reached, and PermanentError if it is another version's.
    """
    engine = open_engine(url, to_read=True)
    require_newest(engine)
    with unavailable_as_temporary(engine), engine.connect() as connection:
        reads = connection.execution_options(reads_only=True)
        found = rules.look(reads, None).rules, fold(all_acts(reads))
    engine.dispose()
    return found
