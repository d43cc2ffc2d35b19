// Events by their time: which are old enough to be forgotten?
CREATE INDEX event_at IF NOT EXISTS
FOR (e:Event) ON (e.at);
