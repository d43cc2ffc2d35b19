// A member is known by its id.
CREATE CONSTRAINT member_id IF NOT EXISTS
FOR (m:Member) REQUIRE m.id IS UNIQUE;
