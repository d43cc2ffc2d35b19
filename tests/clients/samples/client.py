"""Reads two pages of the second degree and invites the first member; needs ACQUAINT_URL and ACQUAINT_TOKEN."""

import json
import os
import uuid
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def ask(query: str, **variables: object) -> Any:
    headers = {"Authorization": f"Bearer {os.environ['ACQUAINT_TOKEN']}", "Content-Type": "application/json"}
    body = json.dumps({"query": query, "variables": variables}).encode()
    try:
        with urlopen(Request(os.environ["ACQUAINT_URL"], body, headers)) as response:
            answer = json.load(response)
    except HTTPError as refusal:
        answer = json.load(refusal)
    if "errors" in answer:
        raise RuntimeError(answer["errors"][0]["message"])
    return answer["data"]


SECOND_DEGREE = """query ($after: String) {
  viewer { secondDegree(first: 2, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } } }"""
INVITE = """mutation ($input: SendInvitationInput!) {
  sendInvitation(input: $input) { outcome userErrors { code message } } }"""
people: list[dict[str, str]] = []
page = {"hasNextPage": True, "endCursor": None}
while page["hasNextPage"] and len(people) < 4:
    found = ask(SECOND_DEGREE, after=page["endCursor"])["viewer"]["secondDegree"]
    people, page = people + found["nodes"], found["pageInfo"]
print(", ".join(person["name"] for person in people))
sent = ask(INVITE, input={"memberId": people[0]["id"], "idempotencyKey": str(uuid.uuid4())})["sendInvitation"]
for error in sent["userErrors"]:
    if error["code"] != "INVITATION_ALREADY_PENDING":
        raise RuntimeError(error["message"])
print(sent["outcome"] or "invited before")
