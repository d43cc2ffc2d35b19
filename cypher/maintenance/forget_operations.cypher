// Forget the operations that can be repeated no more.
// params: $now ZONED DATETIME = '2026-01-02T00:00:00Z'
MATCH (record:Operation)
WHERE record.until <= $now
WITH record
LIMIT 10000
DELETE record
RETURN count(*) AS forgotten;
