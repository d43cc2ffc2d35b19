// Who counts nowhere: whoever is hibernated, or was deleted a moment ago. A hundred and one of them stand for too many to be subtracted.
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
