// A member's events have one order.
CREATE CONSTRAINT event_position IF NOT EXISTS
FOR (e:Event) REQUIRE (e.member, e.seq) IS UNIQUE;
