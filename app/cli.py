"""Commands of `acquaint`; slow imports are inside them, so that --help is quick."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.duration import duration
from app.commands.output import Format
from app.data import rows

app = typer.Typer(
    name="acquaint",
    help="A GraphQL server on Neo4j for a professional network. NEO4J_URI names the Neo4j to use;"
    " unset, one is started in ACQUAINT_DATA_DIR (./.acquaint).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    # Errors of the driver are reported by our own messages; `serve` adds a handler.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    try:
        app()
    except Exception as error:
        from app.commands.mistakes import sentence

        if (message := sentence(error)) is None:
            raise
        print(message, file=sys.stderr)
        sys.exit(1)


def _span(text: str | timedelta) -> timedelta:
    if isinstance(text, timedelta):
        return text
    try:
        return duration(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@app.command()
def serve(
    demo: Annotated[bool, typer.Option("--demo", help="Fill an empty graph with the demo network.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that serve.")] = 1,
) -> None:
    """Serve the API at /graphql and the playground at /playground, until SIGTERM or Ctrl-C."""
    from app.commands.serving import serve
    from app.settings import read_settings

    serve(read_settings(), demo=demo, host=host, port=port, workers=workers)


def _csv(kind: rows.Kind) -> Any:
    columns = ", ".join(kind.columns.required)
    return typer.Option(metavar="FILE", help=f"CSV with {columns} and any of {', '.join(kind.columns.optional)}.")


@app.command()
def load(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Load all files of it, named by kind: members.csv ….")
    ] = None,
    members: Annotated[Path | None, _csv(rows.MEMBERS)] = None,
    blocks: Annotated[Path | None, _csv(rows.BLOCKS)] = None,
    positions: Annotated[Path | None, _csv(rows.POSITIONS)] = None,
    education: Annotated[Path | None, _csv(rows.EDUCATION)] = None,
    connected: Annotated[Path | None, _csv(rows.CONNECTED)] = None,
    follows: Annotated[Path | None, _csv(rows.FOLLOWS)] = None,
    invitations: Annotated[Path | None, _csv(rows.INVITATIONS)] = None,
    marks: Annotated[Path | None, _csv(rows.MARKS)] = None,
) -> None:
    """Load a network from CSV files, plain or .gz; a file that is named takes the place of the folder's.

    Times are ISO 8601; email and skills may hold several, separated by semicolons. A second run changes nothing.
    Rows that are refused are printed as FILE:LINE: REASON, and then the exit status is 1.
    """
    files = {"members": members, "blocks": blocks, "positions": positions, "education": education}
    files |= {"connected": connected, "follows": follows, "invitations": invitations, "marks": marks}
    given = {kind: path for kind, path in files.items() if path}
    if not (folder or given):
        raise typer.BadParameter("Give a folder or at least one file.")
    from app.commands.loading import load
    from app.settings import read_settings

    if not load(read_settings(), folder, given):
        raise typer.Exit(1)


@app.command()
def token(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="A member's id, or @handle.")],
    expires: Annotated[
        Any, typer.Option(parser=_span, metavar="SPAN", help="How long it is valid, such as 30m, 12h or 7d.")
    ] = "12h",
) -> None:
    """Print a signed development token for a member, to send as Authorization: Bearer TOKEN.

    An id that is no member yet is allowed: its first act is registerMember.
    """
    from app.commands.tokens import token
    from app.settings import read_settings

    print(token(read_settings(), member, expires))


_VIEWER = typer.Option(metavar="MEMBER", help="As this member may see it: with the rules, and visible rows only.")
_PARAMETER = typer.Option(
    "-p",
    metavar="KEY=VALUE",
    help="A parameter; lists as a,b or JSON, null for no value, '\"null\"' for that text."
    " Without it, the example of the file.",
)


@app.command()
def query(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A named query, such as edges/connections; without it, all are listed."),
    ] = None,
    viewer: Annotated[str | None, _VIEWER] = None,
    parameter: Annotated[list[str] | None, _PARAMETER] = None,
    form: Annotated[Format, typer.Option("--format", help="How rows are written.")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write there instead of to the terminal.")] = None,
    timeout: Annotated[
        Any, typer.Option(parser=_span, metavar="SPAN", help="Longest time the query may take.")
    ] = "30s",
) -> None:
    """Run a named query on the live graph, read-only; `acquaint query` alone lists the names and what they ask."""
    from app.commands.querying import listing, run

    if name is None:
        print(listing())
        return
    from app.settings import read_settings

    run(read_settings(), name, viewer, parameter or [], form, out, timeout.total_seconds())


@app.command()
def compose(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A file of cypher/, such as edges/connections.")],
    viewer: Annotated[str | None, _VIEWER] = None,
    parameter: Annotated[list[str] | None, _PARAMETER] = None,
) -> None:
    """Print the statement that the server would send for a file, ready for cypher-shell and Neo4j Browser."""
    from app.commands.querying import compose
    from app.settings import read_settings

    print(compose(read_settings(), name, viewer, parameter or []))


@app.command()
def schema() -> None:
    """Print the GraphQL schema as SDL, sorted."""
    from app.schema import sdl

    print(sdl())


@app.command()
def migrate() -> None:
    """Apply the constraints and indexes of cypher/schema/ and say what is new."""
    from app.commands.opening import with_database
    from app.data.migrate import migrate
    from app.graph.catalog import catalog
    from app.settings import read_settings

    new = with_database(read_settings(), lambda neo4j: neo4j.do("creating indexes", migrate(neo4j.database, catalog())))
    print("\n".join(f"new: {name}" for name in new) or "Nothing to change: the schema is applied already.")


@app.command()
def check() -> None:
    """Run the invariants of cypher/checks/; when one is broken its rows are printed and the exit status is 1."""
    from app.commands.checking import check
    from app.settings import read_settings

    if not check(read_settings()):
        raise typer.Exit(1)
