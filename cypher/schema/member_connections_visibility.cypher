// Members by the visibility of their connections: who is hidden?
CREATE INDEX member_connections_visibility IF NOT EXISTS
FOR (m:Member) ON (m.connectionsVisibility);
