"""`acquaint check`: report on the invariants."""

from __future__ import annotations

from app.commands.opening import with_database
from app.commands.output import text
from app.data.check import Finding
from app.data.check import check as found
from app.graph.catalog import catalog
from app.settings import Settings


def check(settings: Settings) -> bool:
    """Print one line per check and the rows of each broken one; true when all hold."""
    findings = with_database(settings, lambda neo4j: neo4j.do("checking", found(neo4j.database, catalog())))
    for finding in findings:
        _print(finding)
    return not any(finding.rows for finding in findings)


def _print(finding: Finding) -> None:
    print(f"{'BROKEN' if finding.rows else 'holds '}  {finding.name}: {finding.question}")
    for row in finding.rows:
        print("        " + ", ".join(f"{column} {text(value)}" for column, value in row.items()))
