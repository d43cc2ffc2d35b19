// Forget events that happened before a moment.
// params: $before ZONED DATETIME = '2026-01-01T00:00:00Z'
MATCH (event:Event)
WHERE event.at < $before
WITH event
LIMIT 10000
DELETE event
RETURN count(*) AS forgotten;
