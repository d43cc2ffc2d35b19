// Members by the time of their deletion: whose relationships are still being removed?
CREATE INDEX member_deleted_at IF NOT EXISTS
FOR (m:Member) ON (m.deletedAt);
