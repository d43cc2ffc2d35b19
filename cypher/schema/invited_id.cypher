// An invitation is known by its id.
CREATE CONSTRAINT invited_id IF NOT EXISTS
FOR ()-[i:INVITED]-() REQUIRE i.id IS UNIQUE;
