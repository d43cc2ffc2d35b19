"""Fast path: faster execution through internals of graphql-core and Strawberry, with unchanged responses."""

import logging

import graphql
import strawberry

from app.execution.fast.executor import FastExecution, is_known
from app.execution.fast.resolvers import prepare

logger = logging.getLogger("acquaint.execution")


def speed_up(schema: strawberry.Schema) -> strawberry.Schema:
    """Enable the fast path; with an unknown graphql-core, log a warning and leave the schema unchanged."""
    version = graphql.version_info
    if is_known((version.major, version.minor), schema.execution_context_class):
        prepare(schema)
        schema.execution_context_class = FastExecution
    else:
        logger.warning("Install graphql-core 3.3.2: the fast path is off, as it does not know %s.", graphql.version)
    return schema
