"""What every resolver of one request shares: who asks, when, and the loader."""

from __future__ import annotations

from datetime import UTC, datetime

import strawberry
from strawberry.types.info import Info as StrawberryInfo

from app.graph.database import Database
from app.graph.loading import Loader
from app.settings import Settings


class Context:
    """One request. `viewer` is the member id of its token, None when nobody is signed in."""

    def __init__(
        self, *, viewer: str | None, database: Database, settings: Settings, now: datetime | None = None
    ) -> None:
        self.viewer = viewer
        self.settings = settings
        self.now = (now or datetime.now(UTC)).replace(microsecond=0)
        self.load = Loader(database, viewer, self.now)


Info = StrawberryInfo[Context, None]
ID = strawberry.ID
