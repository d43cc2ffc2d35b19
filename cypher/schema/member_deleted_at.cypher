// Members by the time of their deletion: whose ties are still being taken off?
CREATE INDEX member_deleted_at IF NOT EXISTS
FOR (m:Member) ON (m.deletedAt);
