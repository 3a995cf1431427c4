"""A savepoint around one decision: an exception leaves no trace and stops nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from listbot.store.base.engine import is_fault_of_database


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
    # Plain SQL: SQLAlchemy's savepoint objects cost more than the statements of a mail.
    connection.exec_driver_sql("SAVEPOINT one")
    try:
        yield faults
    except Exception as fault:
        if is_fault_of_database(fault):
            raise
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT one")
        faults.append(fault)
    connection.exec_driver_sql("RELEASE SAVEPOINT one")
