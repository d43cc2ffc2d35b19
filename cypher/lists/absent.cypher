// Who is counted nowhere: hibernated members, and those deleted a moment ago. With more than a hundred nothing is subtracted.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL () {
  CALL () {
    MATCH (other:Member {status: 'HIBERNATED'})
    RETURN other
    LIMIT 101
    UNION ALL
    MATCH (other:Member)
    WHERE other.deletedAt IS NOT NULL
    RETURN other
    LIMIT 101
  }
  RETURN collect(other) AS absent
}

RETURN [other IN absent | other.id] AS absent;
