"""Refusals of a broken request: top-level errors with a code of the contract."""

from graphql import GraphQLError


class ClientError(GraphQLError):
    """A request that its sender can mend; `code` is one of the contract's extension codes."""

    def __init__(self, message: str, code: str = "BAD_USER_INPUT") -> None:
        super().__init__(message, extensions={"code": code})
