"""What is to come: lists about something else than a member, of something else than members, and reads that page."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.graph import cursor, loading, writing
from app.graph.address import Address
from app.graph.catalog import Catalog
from app.graph.compose import Composer
from app.graph.database import Database
from app.graph.loading import Loader
from app.graph.shared import Shared
from app.graph.writing import Writer, WriteResult
from app.settings import Settings
from tests.conftest import Graph, World

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
CYPHER = Path(__file__).parents[2] / "cypher"
FILES = {
    "rules/posts/readable": """\
// May the viewer read this post of this member?
// params: $viewer STRING = 'ada', $author STRING = 'bob', $post STRING = 'a post'
// of: author, post
MATCH (viewer:Member {id: $viewer})
MATCH (author:Member {id: $author})
MATCH (post:Post {id: $post})

// answer
RETURN author = viewer OR post.audience = 'EVERYONE' AND true /* visible(author) */
AS answer;
""",
    "rules/posts/heard": """\
// May the viewer read this comment?
// params: $comment STRING = 'a comment'
// of: comment
MATCH (comment:Comment {id: $comment})

// answer
RETURN EXISTS {
    MATCH (comment)<-[:WROTE]-(writer)
    WHERE true /* visible(writer) */
  }
AS answer;
""",
    "edges/posts/comments": """\
// What is said about a post?
// params: $post STRING = 'a post'

// subject
MATCH (author:Member)-[:WROTE]->(post:Post {id: $post})

// pattern
MATCH (post)<-[edge:ABOUT]-(node:Comment)
RETURN node, edge, node.at AS rank
ORDER BY rank DESC;

// subject: true /* readable(author, post) */
// owner: post.isOpen
// visible: true /* heard(node) */
// order RECENT: node.at DESC time
// row node: node {.id, .text}
""",
    "reads/posts/feed": """\
// Which posts come next?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['ada'], $after MAP = null, $first INTEGER = 2
MATCH (viewer:Member {id: $viewer})

UNWIND $keys AS key
CALL (*) {
  MATCH (post:Post)
  WHERE $after IS NULL
     OR post.at < datetime($after.rank)
     OR post.at = datetime($after.rank) AND post.id > $after.id
  WITH post
  ORDER BY post.at DESC, post.id
  LIMIT toInteger($first)
  RETURN collect({rank: toString(post.at), key: post.id}) AS rows
}
RETURN collect([key, rows]) AS answers;

// order RECENT: post.at DESC time
""",
    "writes/posts/like_post": """\
// Like a post.
// params: $viewer STRING = 'ada', $post STRING = 'a post'

// lock
MATCH (m:Member {id: $viewer})
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (author:Member)-[:WROTE]->(post:Post {id: $post})

// decide
LET outcome = CASE
  WHEN post IS NULL THEN 'POST_NOT_FOUND'
  ELSE 'LIKED'
END

// act
CALL (*) {
  WHEN outcome = 'LIKED' THEN {
    SET post.likes = coalesce(post.likes, 0) + 1
  }
}

// answer
RETURN outcome, post.id AS subject, author.id AS member, null AS retryAt;
""",
}
POSTS = """
MATCH (bob:Member {id: 'bob'})
UNWIND [['open', 'EVERYONE', true], ['closed', 'EVERYONE', false], ['secret', 'NOBODY', true]] AS row
CREATE (bob)-[:WROTE]->(post:Post {id: row[0], audience: row[1], isOpen: row[2], at: datetime('2026-01-01T00:00:00Z')})
WITH collect(post) AS posts
UNWIND ['cleo', 'dora', 'emil'] AS id
MATCH (m:Member {id: id})
UNWIND posts AS post
CREATE (m)-[:WROTE]->(said:Comment {id: id + ' ' + post.id, text: id, at: datetime('2026-01-02T00:00:00Z')}),
       (said)-[:ABOUT]->(post)
"""


@pytest.fixture
def composer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Composer:
    """The statements of this installation, and those of posts."""
    shutil.copytree(CYPHER, tmp_path / "cypher")
    for name, text in FILES.items():
        file = tmp_path / "cypher" / f"{name}.cypher"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    made = Composer(Catalog(tmp_path / "cypher"))
    monkeypatch.setattr(loading, "composer", lambda: made)
    monkeypatch.setattr(writing, "composer", lambda: made)
    return made


@pytest.fixture
def run(address: Address, world: World, graph: Graph, composer: Composer) -> Callable[..., Any]:
    """Runs work with a database of four members, of whom bob has written three posts, each with three comments."""
    world("ada; bob; cleo; dora; emil x ada")
    graph.run(POSTS)

    def run(work: Callable[[Database], Any]) -> Any:
        async def inside() -> Any:
            async with Database(address) as database:
                return await work(database)

        return asyncio.run(inside())

    return run


def loader(database: Database, viewer: str = "ada") -> Loader:
    return Loader(database, Shared(), viewer, NOW, Settings())


def test_a_list_of_a_post_is_paged_and_counted_as_the_viewer_may_read_it(run: Callable[..., Any]) -> None:
    async def work(database: Database) -> Any:
        load = loader(database)
        pages = [load.page("comments", post, "RECENT", {}, None, 10) for post in ("open", "closed", "secret", "none")]
        counts = [load.count("comments", post, {}) for post in ("open", "closed", "secret", "none")]
        return [await page for page in pages], [await count for count in counts], database.statements

    at = "2026-01-02T00:00:00Z"
    rows = [{"node": {"id": f"{id} open", "text": id}, "rank": at, "key": f"{id} open"} for id in ("cleo", "dora")]
    assert run(work) == ([rows, None, None, None], [2, None, None, None], 2)


def test_an_author_reads_what_nobody_else_may(run: Callable[..., Any]) -> None:
    async def work(database: Database) -> Any:
        return await loader(database, "bob").count("comments", "secret", {})

    assert run(work) == 3


def test_rows_that_are_no_members_have_cursors_too(run: Callable[..., Any]) -> None:
    async def work(database: Database) -> Any:
        first = await loader(database).page("comments", "open", "RECENT", {}, None, 1)
        return await loader(database).page("comments", "open", "RECENT", {}, after(first[-1], "comments"), 10)

    assert [row["key"] for row in run(work)] == ["dora open"]


def test_a_read_that_pages_in_its_own_statement_has_the_same_cursors(run: Callable[..., Any]) -> None:
    async def work(database: Database) -> Any:
        first = await loader(database).paged("feed", "ada", None, 2)
        return first, await loader(database).paged("feed", "ada", after(first[-1], "feed"), 2)

    first, second = run(work)
    assert [row["key"] for row in first] == ["closed", "open"]
    assert second == [{"rank": "2026-01-01T00:00:00Z", "key": "secret"}]


def after(row: dict[str, Any], name: str) -> Any:
    """The place of a row by way of its cursor."""
    bound = cursor.binding(name, "ada", "RECENT", {})
    return cursor.decode(bound, cursor.of_row(bound, row), loading.composer().rank_kind(name, "RECENT"))


def test_what_a_write_was_about_is_remembered_whatever_it_is(run: Callable[..., Any], graph: Graph) -> None:
    async def work(database: Database) -> Any:
        writer = Writer(database, Shared(), "ada", NOW, Settings())
        return [await writer.write("like_post", "like", "a-key", {"post": "open"}) for _ in range(2)]

    assert run(work) == [WriteResult("LIKED", "open", "bob", None)] * 2
    assert graph.run("MATCH (o:Operation) RETURN o.subject AS subject") == [{"subject": "open"}]
    assert graph.run("MATCH (p:Post {id: 'open'}) RETURN p.likes AS likes") == [{"likes": 1}]
