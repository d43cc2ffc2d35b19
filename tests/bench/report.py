"""The measured tables, as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def ratios(rows: Mapping[str, Row], clients: int) -> str:
    """Ours beside the floor at one number of clients: CPU first, then what was read and sent."""
    head = ["question", "ours", "server + Neo4j", "floor", "server + Neo4j", "ratio", "bar"]
    table = [[*head, "dbHits", "floor's", "statements", "bytes", "floor's"]]
    for name, row in rows.items():
        ours, floor = (row["sides"][side][str(clients)] for side in ("ours", "floor"))
        reads, least = row["reads"]["ours"], row["reads"]["floor"]
        ratio = ours["cpu ms"] / floor["cpu ms"]
        table.append(
            [
                name,
                *_cpu(ours),
                *_cpu(floor),
                f"{ratio:.2f}{' !' if row['bar'] and ratio > row['bar'] else ''}",
                f"{row['bar']:g}" if row["bar"] else "",
                f"{reads['hits']:,}",
                f"{least['hits']:,}",
                str(reads["statements"]),
                f"{ours['bytes']:,.0f}",
                f"{floor['bytes']:,.0f}",
            ]
        )
    return aligned(table)


def latencies(rows: Mapping[str, Row]) -> str:
    """p50, p95 and p99 in ms, requests a second, and how many were refused, by number of clients."""
    rest = ["p95", "p99", "/s", "refused"]
    table = [["question", "clients", "ours p50", *rest, "floor p50", *rest]]
    for name, row in rows.items():
        for clients in row["sides"]["ours"]:
            cells = [_waits(row["sides"][side][clients]) for side in ("ours", "floor")]
            table.append([name, clients, *cells[0], *cells[1]])
    return aligned(table)


def loads(found: Mapping[str, Row]) -> str:
    """Mixed loads: how much, at what CPU, what each question waited, and the memory on the way."""
    texts = []
    for name, load in found.items():
        here, there = load["cpu ms"]
        head = f"{name}: {load['per second']:.0f}/s, CPU {here:.2f} + {there:.2f} ms, {load['refused']} refused"
        table = [["question", "n", "p50 ms", "p99 ms", "max ms"]]
        for question, waits in load["questions"].items():
            table.append([question, *(f"{value:,.1f}" if key != "n" else f"{value}" for key, value in waits.items())])
        texts += ["", head, aligned([row for row in table if len(row) == len(table[0])]), _memory(load["memory"])]
    return "\n".join(texts)


def _memory(looks: Sequence[Sequence[float]]) -> str:
    chosen = [looks[round(place * (len(looks) - 1) / 10)] for place in range(11)] if looks else []
    return "MB of server + Neo4j: " + ", ".join(f"{here:.0f} + {there:.0f} ({s:.0f} s)" for s, here, there in chosen)


def _cpu(side: Row) -> list[str]:
    return [f"{side['cpu ms']:.2f}", f"{side['server ms']:.2f} + {side['neo4j ms']:.2f}"]


def _waits(side: Row) -> list[str]:
    waits = [f"{side[f'{name} ms']:.1f}" for name in ("p50", "p95", "p99")]
    return [*waits, f"{side['per second']:.0f}", str(side["refused"] or "")]


def aligned(table: list[list[str]]) -> str:
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    lines = []
    for row in table:
        first, *rest = (
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join([first, *rest]))
    return "\n".join(lines)
