// Two members have at most one connection.
CREATE CONSTRAINT connected_pair IF NOT EXISTS
FOR ()-[c:CONNECTED]-() REQUIRE c.pair IS UNIQUE;
