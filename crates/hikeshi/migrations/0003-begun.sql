-- How often a piece of work was begun: what ends the whole program again and again is left alone.

ALTER TABLE jobs ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
