-- How often a piece of work was begun: what ends the whole program again and again is left alone. And
-- which came first: two may be asked for in the same second.

ALTER TABLE jobs ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
