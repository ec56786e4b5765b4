import { sightingTables } from './sighting-tables.ts'

/** The tables, in the order in which they came to be. One that was released is never changed: add another. */
export const migrations: readonly string[] = [
  // people
  `CREATE TABLE accounts (
     name TEXT PRIMARY KEY,
     role TEXT NOT NULL,
     password TEXT NOT NULL,
     stamp TEXT NOT NULL,
     made INTEGER NOT NULL,
     changed INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE tokens (
     id TEXT PRIMARY KEY,
     digest TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     owner TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
     made INTEGER NOT NULL,
     used INTEGER,
     expires INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX tokens_owner ON tokens (owner);
   CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     who TEXT NOT NULL,
     origin TEXT NOT NULL,
     action TEXT NOT NULL,
     target TEXT NOT NULL,
     before TEXT,
     after TEXT
   ) STRICT;
   CREATE INDEX audit_at ON audit (at);`,
  sightingTables,
]
