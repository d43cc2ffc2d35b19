// Events that have no number yet, by the member whom they are for.
CREATE INDEX unnumbered_member IF NOT EXISTS
FOR (e:Unnumbered) ON (e.member);
