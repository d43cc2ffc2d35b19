"""Inputs of the mutations of a profile. In an update a field that is left out stays as it is."""

import strawberry

from app.schema.core.mutations import idempotency_key, optional


@strawberry.input(description="The profile of a new member.")
class RegisterMemberInput:
    handle: str = strawberry.field(description="3 to 30 of a-z 0-9 . _ -, beginning with a letter or a digit; unique.")
    name: str = strawberry.field(description="The full name, 1 to 100 characters.")
    headline: str | None = optional("One line about the member, at most 200 characters.")
    location: str | None = optional("Where the member lives or works, at most 100 characters.")
    industry: str | None = optional("The member's industry, at most 100 characters.")
    company: str | None = optional("The name of the current company, at most 100 characters.")
    email: str | None = optional("An e-mail address; only the member sees it.")
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="A place of work. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class PositionInput:
    company: str = strawberry.field(description="The company's name, at most 100 characters.")
    title: str = strawberry.field(description="The job title there, at most 100 characters.")
    started_on: str | None = optional("When it began.")
    ended_on: str | None = optional("When it ended; leave it out for a current position.")


@strawberry.input(description="A school. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class EducationInput:
    school: str = strawberry.field(description="The school's name, at most 100 characters.")
    degree: str | None = optional("The degree taken there, at most 100 characters.")
    started_on: str | None = optional("When it began.")
    ended_on: str | None = optional("When it ended.")


@strawberry.input(description="Changes of a profile: null clears optional text, and a list replaces the whole list.")
class UpdateProfileInput:
    handle: str | None = optional("The short unique name.")
    name: str | None = optional("The full name, 1 to 100 characters.")
    emails: list[str] | None = optional("At most 5 e-mail addresses.")
    headline: str | None = optional("At most 200 characters.")
    location: str | None = optional("At most 100 characters.")
    industry: str | None = optional("At most 100 characters.")
    about: str | None = optional("The member's own description, at most 2,600 characters.")
    positions: list[PositionInput] | None = optional(
        "At most 50; the company of the first current one is shown on the card."
    )
    education: list[EducationInput] | None = optional("At most 50.")
    skills: list[str] | None = optional("At most 50 of 1 to 50 characters.")
    idempotency_key: str | None = idempotency_key()
