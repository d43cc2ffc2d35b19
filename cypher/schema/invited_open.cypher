// Two members have at most one open invitation, whoever sent it.
CREATE CONSTRAINT invited_open IF NOT EXISTS
FOR ()-[i:INVITED]-() REQUIRE i.openKey IS UNIQUE;
