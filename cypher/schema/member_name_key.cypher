// Members by case-folded name.
CREATE INDEX member_name_key IF NOT EXISTS
FOR (m:Member) ON (m.nameKey);
