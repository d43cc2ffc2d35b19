// Members by the words of their name, headline and company.
CREATE FULLTEXT INDEX member_text IF NOT EXISTS
FOR (m:Member) ON EACH [m.name, m.headline, m.company];
