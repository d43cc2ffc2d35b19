// A handle belongs to one member.
CREATE CONSTRAINT member_handle IF NOT EXISTS
FOR (m:Member) REQUIRE m.handle IS UNIQUE;
