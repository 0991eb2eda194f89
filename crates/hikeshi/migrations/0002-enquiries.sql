-- What was sent to whom, and what came back. Columns as in 0001.
CREATE TABLE enquiries
( id TEXT PRIMARY KEY
, case_id TEXT NOT NULL
, recipient TEXT NOT NULL
, channel TEXT NOT NULL
, ticket TEXT NOT NULL
, note TEXT NOT NULL
, sent_at BIGINT NOT NULL
, due_at BIGINT
, replied_at BIGINT
, closed_at BIGINT
);
