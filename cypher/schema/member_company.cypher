// Members by the company of their card.
CREATE INDEX member_company IF NOT EXISTS
FOR (m:Member) ON (m.company);
