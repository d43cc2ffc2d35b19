// Members in the order of their names, whose keys agree in both of Neo4j's orders of text.
CREATE INDEX member_name_order IF NOT EXISTS
FOR (m:Member) ON (m.nameKey);
