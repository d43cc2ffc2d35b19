"""Mutations of the viewer's settings and account."""

from enum import Enum
from typing import Annotated

import strawberry
from strawberry.utils.str_converters import to_camel_case

from app.schema.accounts.inputs import AccountInput, DeleteAccountInput, UpdateSettingsInput
from app.schema.accounts.queries import viewer
from app.schema.accounts.types import Settings
from app.schema.core.check import Check
from app.schema.core.context import Info
from app.schema.core.errors import ErrorCode, Words
from app.schema.core.mutations import INPUT, Payload, change, given, read_again
from app.schema.members.types import MemberPayload

WORDS: Words = {ErrorCode.INVALID_VALUE: ("This is not your handle; write your handle to confirm.", "confirmHandle")}


@strawberry.type(description="The result of a mutation of the viewer's settings.")
class SettingsPayload(Payload):
    @strawberry.field(description="All settings after the mutation; null when the viewer is not a member.")
    async def settings(self, info: Info) -> Settings | None:
        row = await read_again(info, "viewers", info.context.viewer)
        return viewer(row).settings if row else None


@strawberry.type(description="The result of a mutation of the viewer's account.")
class AccountPayload(MemberPayload): ...


@strawberry.type
class AccountMutations:
    @strawberry.mutation(description="Change the viewer's settings; what is left out stays.")
    async def update_settings(self, info: Info, input: Annotated[UpdateSettingsInput, INPUT]) -> SettingsPayload:
        check = Check()
        changes = {}
        for name, value in given(input).items():
            setting = to_camel_case(name)
            changes[setting] = value.value if isinstance(value, Enum) else check.present(value, setting)
        return await change(info, SettingsPayload, "update_settings", input, check, changes=changes)

    @strawberry.mutation(
        description="Hibernate the viewer's account: nobody else sees it, and everything is kept for its reactivation."
    )
    async def hibernate_account(self, info: Info, input: Annotated[AccountInput, INPUT]) -> AccountPayload:
        return await change(info, AccountPayload, "hibernate_account", input, Check())

    @strawberry.mutation(description="Reactivate the viewer's hibernated account, with everything that was kept.")
    async def reactivate_account(self, info: Info, input: Annotated[AccountInput, INPUT]) -> AccountPayload:
        return await change(info, AccountPayload, "reactivate_account", input, Check())

    @strawberry.mutation(
        description="Delete the viewer's account for ever: hidden at once, removed from the graph a little later."
    )
    async def delete_account(self, info: Info, input: Annotated[DeleteAccountInput, INPUT]) -> AccountPayload:
        handle = input.confirm_handle.casefold()
        handles = [handle, handle.removeprefix("@")]
        done = await change(info, AccountPayload, "delete_account", input, Check(), WORDS, handles=handles)
        info.context.maintenance.call()
        return done
