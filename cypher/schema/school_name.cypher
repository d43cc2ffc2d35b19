// A school is known by its name.
CREATE CONSTRAINT school_name IF NOT EXISTS
FOR (s:School) REQUIRE s.name IS UNIQUE;
