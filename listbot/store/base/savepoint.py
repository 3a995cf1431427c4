"""A savepoint around the deciding of one thing, so that what raises there leaves no trace and keeps
nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from listbot.store.base.engine import is_fault_of_database


@contextmanager
def savepoint(connection: Connection, cautious: bool) -> Iterator[list[Exception]]:
    """Roll back to here what raises in the block; the fault is handed out, and one of the database
    passes.

    Not cautious: there is none, and every fault passes. Savepoints are a good part of what a mail
    costs.
    """
    faults: list[Exception] = []
    if not cautious:
        yield faults
        return
    # By hand: SQLAlchemy's own savepoint objects cost more than the statements of a mail.
    connection.exec_driver_sql("SAVEPOINT one")
    try:
        yield faults
    except Exception as fault:
        if is_fault_of_database(fault):
            raise
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT one")
        faults.append(fault)
    connection.exec_driver_sql("RELEASE SAVEPOINT one")
