// Give these members the keys of their names. Which members come next, by id?
// params: $rows LIST<MAP> = [{id: 'ada', name: 'Ada', key: 'ada'}], $after STRING = 'ada', $most INTEGER = 5000
CALL () {
  UNWIND $rows AS row
  MATCH (m:Member {id: row.id})
  SET m.id = m.id    // locks, so that the name is the one that stays
  WITH m, row
  WHERE m.name = row.name
  SET m.nameKey = row.key
}
// A limit after a write would read every member that follows, so it has a part of its own.
CALL () {
  MATCH (m:Member)
  WHERE m.id > $after
  WITH m
  ORDER BY m.id
  LIMIT toInteger($most)
  RETURN collect(m {.id, .name, .nameKey}) AS members
}
RETURN members;
