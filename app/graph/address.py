"""Where a Neo4j server is and how to sign in to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Address:
    """`uri` as the driver takes it (`bolt://host:port`, `neo4j://…`)."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
