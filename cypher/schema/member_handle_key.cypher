// A handle belongs to one member however its letters are cased.
CREATE CONSTRAINT member_handle_key IF NOT EXISTS
FOR (m:Member) REQUIRE m.handleKey IS UNIQUE;
