"""What `load` makes of blocks, positions, education, invitations, marks, and the columns beyond the card."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.data.csvfile import FileError
from app.data.load import folder_files, load
from app.data.report import Refusal
from app.graph.catalog import catalog
from tests.data.conftest import EVERYTHING, LOADED, Files, counts

PROFILE = "MATCH (m:Member {id: 'a'}) RETURN [m.about, m.skills, m.emails, m.status, m.invitePolicy, m.requireNote]"
INVITED = """
MATCH (a)-[i:INVITED]->(b) WITH a, b, i ORDER BY i.sentAt
RETURN collect([a.id, b.id, i.state, i.openKey, i.note, i.howYouKnow, i.message, i.reminders,
                toString(i.sentAt), toString(i.expiresAt), toString(i.closedAt)])
"""
TIES = """
MATCH (a)-[r:BLOCKS|DISCONNECTED|BARS|FOLLOWS|WORKED_AT|STUDIED_AT]->(b)
WITH a, r, b ORDER BY type(r), a.id, coalesce(b.id, b.name), r.startedOn DESC
RETURN collect([a.id, type(r), coalesce(b.id, b.name), r {.*, since: toString(r.since), at: toString(r.at)}])
"""
FOUR = "id\na\nb\nc\nd\n"
UNKNOWN = "no member has the id 'x'; add it to the members file"
ACROSS = "one of the two blocks the other"
TEXTS: dict[str, Any] = {
    "members": "id,name,status\na,Ada,\nb,Bao,HIBERNATED\nc,Celeste,\nd,Dov,\ne,,DELETED\nf,,DELETED\n",
    "blocks": "blocker,blocked,since\na,d,2024-06-01\n",
    "positions": "member,company,title,startedOn,endedOn\na,Tesselate,Buyer,2020,\na,Tesselate,Buyer,2018-05,2020\n",
    "education": "member,school,degree,startedOn,endedOn\na,Eastmere,,,\na,Eastmere,Diploma,2017,2018\n",
    "connected": "a,b,since\na,b,2024-06-01\nc,b,\n",
    "follows": "follower,followee,origin\na,c,\na,b,AUTO\n",
    "invitations": "sender,recipient,sentAt,state,closedAt\na,b,2024-05-01,ACCEPTED,2024-06-01\nc,d,2026-02-01,,\n",
    "marks": "member,other,mark,at\na,c,REMOVED,2024-06-01\nb,d,DONT_KNOW,\n",
}


def test_a_second_run_changes_nothing(files: Files) -> None:
    first = files.load(**TEXTS)
    before = files.read(EVERYTHING)
    second = files.load(now=datetime(2026, 4, 1, tzinfo=UTC), **TEXTS)
    taken = dict.fromkeys(TEXTS, 2) | {"members": 6, "blocks": 1}
    assert {name: counts(report) for name, report in first.items()} == {kind: (n, 0, 0) for kind, n in taken.items()}
    assert {name: counts(report) for name, report in second.items()} == {kind: (0, n, 0) for kind, n in taken.items()}
    assert files.read(EVERYTHING) == before
    assert files.broken() == []


def test_profile_and_settings(files: Files) -> None:
    header = "id,about,skills,email,status,invitePolicy,requireNote\n"
    files.load(members=f"{header}a,I mend clocks.,Clocks; ;Maps ,A@example.org;b@example.org,HIBERNATED,EMAIL,TRUE\n")
    emails = ["a@example.org", "b@example.org"]
    assert files.read(PROFILE) == ["I mend clocks.", ["Clocks", "Maps"], emails, "HIBERNATED", "EMAIL", True]


def test_a_deleted_member_keeps_nothing_but_the_id(files: Files) -> None:
    report = files.load(members="id,name,status\na,,DELETED\nb,Bao,DELETED\n", connected="a,b\na,c\n")
    said = "a deleted member keeps nothing but the id; leave the other columns empty"
    assert report["members"].refusals == [Refusal(3, said)]
    assert files.read("MATCH (m) RETURN collect(properties(m))") == [{"id": "a", "status": "DELETED"}]


def test_ties_are_made_as_they_are_written(files: Files) -> None:
    files.load(**TEXTS)
    assert files.read(TIES) == [
        ["b", "BARS", "d", {"since": None, "at": None}],
        ["a", "BLOCKS", "d", {"since": "2024-06-01T00:00:00Z", "at": None}],
        ["a", "DISCONNECTED", "c", {"since": None, "at": "2024-06-01T00:00:00Z"}],
        ["a", "FOLLOWS", "b", {"since": LOADED, "at": None, "origin": "AUTO"}],
        ["a", "FOLLOWS", "c", {"since": LOADED, "at": None, "origin": "EXPLICIT"}],
        ["a", "STUDIED_AT", "Eastmere", {"since": None, "at": None}],
        ["a", "STUDIED_AT", "Eastmere", {"since": None, "at": None, "degree": "Diploma"} | span("2017", "2018")],
        ["a", "WORKED_AT", "Tesselate", {"since": None, "at": None, "title": "Buyer", "startedOn": "2020"}],
        ["a", "WORKED_AT", "Tesselate", {"since": None, "at": None, "title": "Buyer"} | span("2018-05", "2020")],
    ]


def span(started: str, ended: str) -> dict[str, str]:
    return {"startedOn": started, "endedOn": ended}


def test_invitations_open_and_closed(files: Files) -> None:
    header = "sender,recipient,sentAt,state,note,howYouKnow,closedAt,message,reminders\n"
    rows = [
        "a,b,2025-01-01,ACCEPTED,Hello,COLLEAGUE,2025-02-01,,1",
        "a,c,2025-01-02,EXPIRED,,,2025-03-01,,",
        "a,c,2025-01-03,DECLINED,,,2025-01-04,No,",
        "a,c,2025-01-05,IGNORED,,,,,",
        "a,d,2025-01-06,,,,,,",
    ]
    report = files.load(members=FOUR, connected="a,b,since\nb,a,2025-02-01\n", invitations=header + "\n".join(rows))
    assert counts(report["invitations"]) == (5, 0, 0)
    sent = [f"2025-01-0{day}T00:00:00Z" for day in (1, 2, 3, 5, 6)]
    ends = [f"2025-{day}T00:00:00Z" for day in ("06-30", "03-01", "07-02", "07-04", "07-05")]
    assert files.read(INVITED) == [
        ["a", "b", "ACCEPTED", None, "Hello", "COLLEAGUE", None, 1, sent[0], ends[0], "2025-02-01T00:00:00Z"],
        ["a", "c", "EXPIRED", None, None, None, None, 0, sent[1], ends[1], "2025-03-01T00:00:00Z"],
        ["a", "c", "DECLINED", None, None, None, "No", 0, sent[2], ends[2], "2025-01-04T00:00:00Z"],
        ["a", "c", "IGNORED", "a c", None, None, None, 0, sent[3], ends[3], None],
        ["a", "d", "PENDING", "a d", None, None, None, 0, sent[4], ends[4], None],
    ]
    named = "MATCH ()-[c:CONNECTED]->() MATCH ()-[i:INVITED {state: 'ACCEPTED'}]->() RETURN c.invitation = i.id"
    assert files.read(named) is True
    events = (
        "RETURN COUNT { (:Event) } + COUNT { ()-[:FOLLOWS]->() } + COUNT { (m:Member) WHERE m.invitedAt IS NOT NULL }"
    )
    assert files.read(events) == 0
    assert files.broken() == []


def test_an_accepted_invitation_whose_connection_is_another_one_is_history(files: Files) -> None:
    files.load(
        members=FOUR,
        connected="a,b,since\na,b,2025-06-01\n",
        invitations="sender,recipient,sentAt,state,closedAt\na,b,2025-01-01,ACCEPTED,2025-02-01\n"
        "a,c,2025-01-01,ACCEPTED,2025-02-01\n",
    )
    assert files.read("MATCH ()-[c:CONNECTED]->() RETURN collect(c.invitation)") == []
    assert files.read("RETURN COUNT { ()-[:INVITED {state: 'ACCEPTED'}]->() }") == 2
    assert files.broken() == []


def test_the_lifetime_of_an_invitation_is_that_of_the_settings(files: Files) -> None:
    files.load(members=FOUR)
    path = files.write(
        "i", "sender,recipient,sentAt,state,closedAt\na,b,2025-01-01,DECLINED,2025-01-08\na,c,2025-01-01,,\n"
    )
    week = timedelta(days=7)
    report = files.run(lambda d: load(d, catalog(), {"invitations": path}, invitation_lifetime=week)).files[0]
    assert report.refusals == [Refusal(2, "closedAt is not before the invitation expires")]
    assert files.read("MATCH ()-[i:INVITED]->() RETURN toString(i.expiresAt)") == "2025-01-08T00:00:00Z"


def test_bad_rows_of_invitations(files: Files) -> None:
    header = "sender,recipient,sentAt,state,howYouKnow,closedAt,reminders\n"
    rows = [
        "a,x,2025-01-01,,,,",
        "a,a,2025-01-01,,,,",
        "a,d,2025-01-01,,,,",
        "a,b,2025-01-01,,,,",
        "a,c,2025-01-01,,,,",
        "c,a,2025-01-02,IGNORED,,,",
        "a,c,,,,,",
        "a,c,soon,,,,",
        "a,c,2025-01-03,OPEN,,,",
        "a,c,2025-01-03,,BROTHER,,",
        "a,c,2025-01-03,,,2025-01-04,",
        "a,c,2025-01-03,DECLINED,,,",
        "a,c,2025-01-03,DECLINED,,2025-01-02,",
        "a,c,2025-01-03,DECLINED,,2025-07-02,",
        "a,c,2025-01-03,,,,one",
        "a,d,2025-01-03,CANCELLED,,2025-01-04,",
    ]
    report = files.load(
        members=FOUR, blocks="blocker,blocked\nd,a\n", connected="a,b\na,b\n", invitations=header + "\n".join(rows)
    )["invitations"]
    states = "PENDING, IGNORED, ACCEPTED, DECLINED, WITHDRAWN, EXPIRED, CANCELLED"
    ways = "COLLEAGUE, CLASSMATE, DONE_BUSINESS, FRIEND, MET_IN_PERSON, SAME_EVENT, SAME_GROUP"
    assert counts(report) == (2, 0, 14)
    assert report.refusals == [
        Refusal(2, UNKNOWN),
        Refusal(3, "'a' is on both sides"),
        Refusal(4, ACROSS),
        Refusal(5, "the two are connected"),
        Refusal(7, "another invitation between the two is open"),
        Refusal(8, "sentAt is empty"),
        Refusal(9, "'soon' is no ISO 8601 time such as 2024-05-31T09:30:00Z"),
        Refusal(10, f"state is 'OPEN'; write one of {states}"),
        Refusal(11, f"howYouKnow is 'BROTHER'; write one of {ways}, MUTUAL_CONNECTION, OTHER, DONT_KNOW"),
        Refusal(12, "closedAt is given, but PENDING is open; write how it was closed as state"),
        Refusal(13, "closedAt is empty, but DECLINED is closed"),
        Refusal(14, "closedAt is before sentAt"),
        Refusal(15, "closedAt is not before the invitation expires"),
        Refusal(16, "reminders is 'one'; write a whole number"),
    ]
    assert files.broken() == []
    again = files.load(invitations="sender,recipient,sentAt\nc,a,2025-05-01\n")["invitations"]
    assert again.refusals == [Refusal(2, "another invitation between the two is open")]


def test_bad_rows_of_blocks(files: Files) -> None:
    files.load(
        members=FOUR,
        connected="a,b\na,b\n",
        follows="follower,followee\nc,a\n",
        invitations="sender,recipient,sentAt\nd,a,2026-02-01\n",
    )
    before = files.read(EVERYTHING)
    report = files.load(blocks="blocker,blocked,since\na,a,\na,x,\na,b,\na,c,\na,d,\nb,c,now\n")["blocks"]
    tied = "the two are connected, one follows the other, or an invitation between them is open"
    assert report.refusals == [
        Refusal(2, "'a' is on both sides"),
        Refusal(3, UNKNOWN),
        *(Refusal(line, tied) for line in (4, 5, 6)),
        Refusal(7, "'now' is no ISO 8601 time such as 2024-05-31T09:30:00Z"),
    ]
    assert files.read(EVERYTHING) == before


def test_bad_rows_of_marks(files: Files) -> None:
    files.load(members=FOUR, blocks="blocker,blocked\na,d\n", connected="a,b\na,b\n")
    before = files.read(EVERYTHING)
    rows = "a,a,REMOVED\na,x,REMOVED\na,b,DONT_KNOW\nd,a,REMOVED\na,c,\na,c,GONE\n"
    report = files.load(marks=f"member,other,mark\n{rows}")["marks"]
    assert report.refusals == [
        Refusal(2, "'a' is on both sides"),
        Refusal(3, UNKNOWN),
        Refusal(4, "the two are connected"),
        Refusal(5, ACROSS),
        Refusal(6, "mark is empty"),
        Refusal(7, "mark is 'GONE'; write one of REMOVED, DONT_KNOW"),
    ]
    assert files.read(EVERYTHING) == before


def test_bad_rows_of_positions_and_education(files: Files) -> None:
    positions = "x,Tesselate,Buyer,\na,,Buyer,\na,Tesselate,,\na,Tesselate,Buyer,May\na,Tesselate,Buyer,2020,2019\n"
    reports = files.load(
        members=FOUR,
        positions=f"member,company,title,startedOn,endedOn\n{positions}",
        education="member,school,degree\nx,Eastmere,\na,,Diploma\n",
    )
    assert reports["positions"].refusals == [
        Refusal(2, UNKNOWN),
        Refusal(3, "company is empty"),
        Refusal(4, "title is empty"),
        Refusal(5, "'May' is no date such as 2024, 2024-05 or 2024-05-31"),
        Refusal(6, "endedOn is before startedOn"),
    ]
    assert reports["education"].refusals == [Refusal(2, UNKNOWN), Refusal(3, "school is empty")]
    assert files.read("RETURN COUNT { (:Company) } + COUNT { (:School) }") == 0


def test_the_files_of_a_folder_by_their_names(tmp_path: Path) -> None:
    for name in ("members.csv.gz", "marks.csv", "guide.csv", "notes.txt"):
        (tmp_path / name).touch()
    found = {"members": tmp_path / "members.csv.gz", "marks": tmp_path / "marks.csv"}
    assert folder_files(tmp_path) == (found, [tmp_path / "guide.csv"])
    (tmp_path / "members.csv").touch()
    with pytest.raises(FileError, match=r"members\.csv\.gz: the folder has members\.csv too; keep one of them\.$"):
        folder_files(tmp_path)


@pytest.mark.parametrize("folder", [".", "nowhere"])
def test_a_folder_without_a_file_to_load(tmp_path: Path, folder: str) -> None:
    with pytest.raises(FileError) as error:
        folder_files(tmp_path / folder)
    names = (
        "members.csv, blocks.csv, positions.csv, education.csv, connected.csv, follows.csv, invitations.csv, marks.csv"
    )
    assert str(error.value).endswith(f": this is no folder with a file to load; it may hold {names}.")
