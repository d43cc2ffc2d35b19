"""The full profile of a member: what stands behind the card."""

import strawberry


@strawberry.type(description="A place of work. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class Position:
    company: str = strawberry.field(description="The company's name.")
    title: str = strawberry.field(description="What the member is or was there.")
    started_on: str | None = strawberry.field(description="When it began.")
    ended_on: str | None = strawberry.field(description="When it ended; null while it lasts.")
    is_current: bool = strawberry.field(description="Whether it lasts.")


@strawberry.type(description="A school. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class Education:
    school: str = strawberry.field(description="The school's name.")
    degree: str | None = strawberry.field(description="The degree taken there.")
    started_on: str | None = strawberry.field(description="When it began.")
    ended_on: str | None = strawberry.field(description="When it ended.")
