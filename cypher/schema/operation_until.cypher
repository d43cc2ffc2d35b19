// Records of operations by the time they may be forgotten.
CREATE INDEX operation_until IF NOT EXISTS
FOR (o:Operation) ON (o.until);
