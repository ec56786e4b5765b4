/**
 * What clients did. `sightings` is a log that grows at one end and is cut at the other; everything that the page shows at first sight
 * stands ready beside it, kept in the same transaction: a row a client, figures over them (by triggers, so that they cannot be
 * forgotten), and a row an hour. Nothing ever counts the rows of a big table.
 */
export const sightingTables = `
   CREATE TABLE clients (
     id INTEGER PRIMARY KEY,
     address TEXT NOT NULL UNIQUE,
     name TEXT,
     hardware TEXT,
     user_agent TEXT,
     site TEXT NOT NULL,
     first INTEGER NOT NULL,
     last INTEGER NOT NULL,
     latest INTEGER NOT NULL,
     seen INTEGER NOT NULL,
     dhcp INTEGER,
     dhcp_outcome TEXT,
     names INTEGER,
     names_outcome TEXT,
     http INTEGER,
     http_outcome TEXT,
     standing TEXT NOT NULL,
     refused INTEGER NOT NULL,
     pac_of TEXT NOT NULL,
     pac TEXT NOT NULL,
     pac_since INTEGER,
     pac_seen INTEGER
   ) STRICT;
   CREATE INDEX clients_latest ON clients (latest);
   CREATE INDEX clients_site ON clients (site, latest);
   CREATE INDEX clients_standing ON clients (standing, latest);
   CREATE INDEX clients_refused ON clients (refused, latest);

   CREATE TABLE sightings (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     client INTEGER NOT NULL,
     via TEXT NOT NULL,
     outcome TEXT NOT NULL,
     answered INTEGER NOT NULL,
     detail TEXT,
     site TEXT,
     told TEXT,
     profile TEXT,
     user_agent TEXT
   ) STRICT;
   CREATE INDEX sightings_client ON sightings (client);

   CREATE TABLE hours (
     hour INTEGER NOT NULL,
     site TEXT NOT NULL,
     clients INTEGER NOT NULL,
     dhcp INTEGER NOT NULL,
     names INTEGER NOT NULL,
     http INTEGER NOT NULL,
     refused INTEGER NOT NULL,
     PRIMARY KEY (hour, site)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE standings (
     site TEXT NOT NULL,
     standing TEXT NOT NULL,
     refused INTEGER NOT NULL,
     pac_of TEXT NOT NULL,
     pac TEXT NOT NULL,
     clients INTEGER NOT NULL,
     PRIMARY KEY (site, standing, refused, pac_of, pac)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER clients_came AFTER INSERT ON clients BEGIN
     INSERT INTO standings VALUES (new.site, new.standing, new.refused, new.pac_of, new.pac, 1)
       ON CONFLICT DO UPDATE SET clients = clients + 1;
   END;
   CREATE TRIGGER clients_went AFTER DELETE ON clients BEGIN
     UPDATE standings SET clients = clients - 1
       WHERE (site, standing, refused, pac_of, pac) = (old.site, old.standing, old.refused, old.pac_of, old.pac);
     DELETE FROM standings WHERE clients = 0
       AND (site, standing, refused, pac_of, pac) = (old.site, old.standing, old.refused, old.pac_of, old.pac);
   END;
   CREATE TRIGGER clients_changed AFTER UPDATE ON clients
     WHEN (old.site, old.standing, old.refused, old.pac_of, old.pac) <> (new.site, new.standing, new.refused, new.pac_of, new.pac)
   BEGIN
     UPDATE standings SET clients = clients - 1
       WHERE (site, standing, refused, pac_of, pac) = (old.site, old.standing, old.refused, old.pac_of, old.pac);
     DELETE FROM standings WHERE clients = 0
       AND (site, standing, refused, pac_of, pac) = (old.site, old.standing, old.refused, old.pac_of, old.pac);
     INSERT INTO standings VALUES (new.site, new.standing, new.refused, new.pac_of, new.pac, 1)
       ON CONFLICT DO UPDATE SET clients = clients + 1;
   END;`
