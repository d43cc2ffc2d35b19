"""The context of a request, which all its resolvers share: viewer, time, loader and writer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry
from strawberry.types.info import Info as StrawberryInfo

from app.graph.database import Database
from app.graph.loading import Loader
from app.graph.maintenance import Maintenance
from app.graph.shared import Shared
from app.graph.watching import Watch
from app.graph.writing import Writer, WriteResult
from app.schema.core.errors import ClientError
from app.settings import Settings


class Context:
    """`viewer` is the member id of the request's token, None when nobody is signed in."""

    def __init__(
        self,
        *,
        viewer: str | None,
        database: Database,
        shared: Shared,
        settings: Settings,
        clock: Callable[[], datetime],
        watch: Watch,
        maintenance: Maintenance,
    ) -> None:
        self.viewer = viewer
        self.settings = settings
        self.expires: float | None = None  # s since the epoch: the end of the token
        self.watch = watch
        self.maintenance = maintenance
        self.page_selections: dict[tuple[int, ...], Any] = {}  # see `paging.py`
        self._database = database
        self._shared = shared
        self._clock = clock
        self.refresh()

    def refresh(self) -> None:
        """Set the time to now and forget what was read before."""
        now = self._clock()
        self.now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        self.load = self._loader()

    def require_sign_in(self) -> str:
        """The viewer's id; raises `ClientError` when nobody is signed in."""
        if self.viewer is None:
            raise ClientError("Sign in to do this: send Authorization: Bearer TOKEN.", "UNAUTHENTICATED")
        return self.viewer

    async def write(self, name: str, request: str, key: str | None, parameters: dict[str, Any]) -> WriteResult:
        """Do `cypher/writes/<name>` as the viewer, and forget what was read before."""
        writer = Writer(self._database, self._shared, self.require_sign_in(), self.now, self.settings)
        answer = await writer.write(name, request, key, parameters)
        self.load = self._loader()
        return answer

    def _loader(self) -> Loader:
        return Loader(self._database, self._shared, self.viewer, self.now, self.settings)


Info = StrawberryInfo[Context, None]
ID = strawberry.ID
