"""The faults of a driver that was asked directly, as SQLAlchemy raises them.

Never judges them: `engine.py` says which are the database's and which are ours.
"""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def as_sqlalchemy_raises(
    fault: Any, text: str, connection: Connection, is_lost: bool = False
) -> BaseException:
    """Return the right kind of DBAPIError, with the statement that failed; `is_lost`: the
    connection is of no more use.
    """
    dialect = connection.dialect
    kind = dialect.loaded_dbapi.Error
    raised: BaseException = DBAPIError.instance(
        text, None, fault, kind, connection_invalidated=is_lost, dialect=dialect
    )
    return raised
