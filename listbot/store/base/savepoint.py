"""A savepoint around one decision: an exception leaves no trace and stops nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from listbot.store.base.engine import is_fault_of_database
from listbot.store.base.prepared_statements import Prepared, forget, settle

# SQLAlchemy's savepoint objects cost more than the statements of a mail.
_SAVE = Prepared(text("SAVEPOINT one"), tuple[()])
_ROLL_BACK = Prepared(text("ROLLBACK TO SAVEPOINT one"), tuple[()])
_RELEASE = Prepared(text("RELEASE SAVEPOINT one"), tuple[()])


@contextmanager
def savepoint(connection: Connection, cautious: bool) -> Iterator[list[Exception]]:
    """Roll back to here if the block raises, and hand the fault out; let database faults pass.

    If not cautious, there is no savepoint and every fault passes: savepoints are a good
    part of a mail's cost.
    """
    faults: list[Exception] = []
    if not cautious:
        yield faults
        return
    _SAVE.run(connection, {})
    settle(connection)  # what was run before is not of this block
    try:
        yield faults
        settle(connection)
    except Exception as fault:
        if is_fault_of_database(fault):
            raise
        forget(connection)
        _ROLL_BACK.run(connection, {})
        faults.append(fault)
    _RELEASE.run(connection, {})
