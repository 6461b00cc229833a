BEGIN TRANSACTION;
CREATE TABLE agreements (
	owner VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (owner, digest)
);
INSERT INTO "agreements" VALUES('owner-one','digest','2026-11-20 09:06:00.000000');
CREATE TABLE blocks (
	id VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "blocks" VALUES('4seay-BBrt1i','owner-one','My block','{"name":"block"}','2026-11-20 09:06:00.000000');
CREATE TABLE drafts (
	id VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "drafts" VALUES('first-draft-of-one','owner-one','2026-11-20 09:00:00.000000');
INSERT INTO "drafts" VALUES('second-draft-of-one','owner-one','2026-11-20 09:00:00.000000');
INSERT INTO "drafts" VALUES('draft-of-two','owner-two','2026-11-20 09:00:00.000000');
INSERT INTO "drafts" VALUES('never-saved','owner-two','2026-11-20 09:00:00.000000');
CREATE TABLE versions (
	draft_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	writer VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	nodes INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	saved_at DATETIME NOT NULL, 
	PRIMARY KEY (draft_id, number), 
	FOREIGN KEY(draft_id) REFERENCES drafts (id) ON DELETE CASCADE
);
INSERT INTO "versions" VALUES('first-draft-of-one',1,'w/0','mlp',4,'{"old": 1}','2026-11-20 09:00:00.000000','2026-11-20 09:00:00.000000');
INSERT INTO "versions" VALUES('first-draft-of-one',2,'w/0','mlp again',5,'{"old": 2}','2026-11-20 09:05:00.000000','2026-11-20 09:05:00.000000');
INSERT INTO "versions" VALUES('second-draft-of-one',1,'w/0','cnn',7,'{"old": 3}','2026-11-20 09:06:00.000000','2026-11-20 09:06:00.000000');
INSERT INTO "versions" VALUES('draft-of-two',1,'w/0','rnn',2,'{"old": 4}','2026-11-20 09:06:00.000000','2026-11-20 09:06:00.000000');
CREATE INDEX ix_drafts_owner ON drafts (owner);
CREATE INDEX ix_blocks_owner ON blocks (owner);
COMMIT;
