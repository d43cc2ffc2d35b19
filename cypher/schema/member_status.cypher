// Members by status: who is hibernated or deleted?
CREATE INDEX member_status IF NOT EXISTS
FOR (m:Member) ON (m.status);
