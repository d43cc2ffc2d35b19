// An operation is done once.
CREATE CONSTRAINT operation_key IF NOT EXISTS
FOR (o:Operation) REQUIRE o.key IS UNIQUE;
