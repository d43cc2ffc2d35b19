// Does a write once for its key: a repeated request gets the first answer again. The text between `[name` and `name]` is replaced for each write.
// params: $viewer STRING = 'ada', $member STRING = 'grace', $key STRING = 'ada a-key', $request STRING = 'follow grace', $kept INTEGER = 86400, $now ZONED DATETIME = '2026-01-01T00:00:00Z'

/* [lock */
MATCH (m:Member {id: $viewer})
SET m.id = m.id
WITH count(m) AS locked
/* lock] */

// After the lock, so that of equal requests at the same time the second one finds the record of the first.
OPTIONAL MATCH (record:Operation {key: $key})
LET done = CASE WHEN record.until > $now THEN record END

CALL (done) {
  WHEN done IS NULL THEN {
    /* [body */
    LET outcome = 'FOLLOWED'
    RETURN outcome, null AS subject, $member AS member, null AS retryAt
    /* body] */
  }
  WHEN done.request = $request THEN {
    // Records of before were about an invitation; they live for a day.
    RETURN done.outcome AS outcome, coalesce(done.subject, done.invitation) AS subject, done.member AS member, done.retryAt AS retryAt
  }
  ELSE {
    RETURN 'IDEMPOTENCY_KEY_REUSED' AS outcome, null AS subject, null AS member, null AS retryAt
  }
}

// Records belong to members, so that a token of somebody who is none leaves nothing behind.
CALL (*) {
  WHEN done IS NULL THEN {
    MATCH (:Member {id: $viewer})
    // One that can be repeated no more makes room; MERGE would look for the key again, and lock it.
    DELETE record
    CREATE (:Operation {key: $key, request: $request, outcome: outcome, subject: subject, member: member, retryAt: retryAt, until: $now + duration({seconds: $kept})})
  }
}

RETURN {outcome: outcome, subject: subject, member: member, retry_at: toString(retryAt)} AS answer;
