-- Cases of this computer. What a case is made of lies sealed in its folder; here stands what the pages
-- need beside it, and what has been asked for and not been done yet.
-- Types: TEXT, BIGINT and nothing else, so that the same text runs on other engines. Times are
-- microseconds since 1970 in UTC; yes and no are 1 and 0.

CREATE TABLE cases
( id TEXT PRIMARY KEY
, title TEXT NOT NULL
, kind TEXT NOT NULL
, urgency TEXT NOT NULL
, made_up BIGINT NOT NULL
, opened_at BIGINT NOT NULL
, closed_at BIGINT
);

-- Files received whole and lying in the case's folder, not yet sealed.
CREATE TABLE uploads
( id TEXT PRIMARY KEY
, case_id TEXT NOT NULL
, name TEXT NOT NULL
, size_bytes BIGINT NOT NULL
, received_at BIGINT NOT NULL
);

-- What is to be done in the background. An open job is done again after a crash.
CREATE TABLE jobs
( id TEXT PRIMARY KEY
, case_id TEXT NOT NULL
, what TEXT NOT NULL
, state TEXT NOT NULL
, error_code TEXT NOT NULL
, error_subject TEXT NOT NULL
, queued_at BIGINT NOT NULL
, ended_at BIGINT
);

CREATE INDEX jobs_by_state ON jobs (state, queued_at);

-- Steps of the playbook that are done; each is an event of the case's log too.
CREATE TABLE ticks
( case_id TEXT NOT NULL
, step TEXT NOT NULL
, done_at BIGINT NOT NULL
, PRIMARY KEY (case_id, step)
);

-- Answers to the questions of the playbook.
CREATE TABLE answers
( case_id TEXT NOT NULL
, fork TEXT NOT NULL
, given TEXT NOT NULL
, answered_at BIGINT NOT NULL
, PRIMARY KEY (case_id, fork)
);

-- When the event happened from which a timer runs.
CREATE TABLE timers
( case_id TEXT NOT NULL
, timer TEXT NOT NULL
, started_at BIGINT NOT NULL
, PRIMARY KEY (case_id, timer)
);

-- Bundles made.
CREATE TABLE bundles
( id TEXT PRIMARY KEY
, case_id TEXT NOT NULL
, file TEXT NOT NULL
, size_bytes BIGINT NOT NULL
, made_at BIGINT NOT NULL
, intact BIGINT NOT NULL
, withheld TEXT NOT NULL
);
