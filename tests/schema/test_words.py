"""Each noun has a message for every refusal that its own writes decide on, and for no other."""

import re
from types import ModuleType

import pytest

from app.graph.loading import composer
from app.schema.accounts import mutations as accounts
from app.schema.blocks import mutations as blocks
from app.schema.connections import mutations as connections
from app.schema.core.errors import SHARED, ErrorCode
from app.schema.follows import mutations as follows
from app.schema.invitations import mutations as invitations
from app.schema.members import mutations as members

# Found by the schema itself, not by a statement.
BY_THE_SCHEMA = {"send_invitations": {ErrorCode.BATCH_TOO_LARGE}}


def refusals(mutation: str) -> set[ErrorCode]:
    """The codes in the statement of a mutation, those of the rules in it included."""
    if mutation in BY_THE_SCHEMA:
        return BY_THE_SCHEMA[mutation]
    statement = composer().write(mutation)
    return {code for code in ErrorCode if re.search(rf"['\"]{code.value}['\"]", statement)}


@pytest.mark.parametrize(
    ("noun", "mutations"),
    [
        (accounts, accounts.AccountMutations),
        (blocks, blocks.BlockMutations),
        (connections, connections.ConnectionMutations),
        (follows, follows.FollowMutations),
        (invitations, invitations.InvitationMutations),
        (members, members.MemberMutations),
    ],
)
def test_each_refusal_has_words_beside_its_mutations(noun: ModuleType, mutations: type) -> None:
    fields = mutations.__strawberry_definition__.fields  # type: ignore[attr-defined]
    found = set[ErrorCode]().union(*(refusals(field.python_name) for field in fields))
    assert found - set(SHARED) == set(noun.WORDS)
