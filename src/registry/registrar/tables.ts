import type { Migrated } from '../../migrations.ts'

/** The registrar's own database, as `docs/storage.md` explains it. */
export const REGISTRAR_TABLES: Migrated = {
  name: 'registrar',
  migrations: [
    [
      `CREATE TABLE tenants (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, store_id TEXT NOT NULL UNIQUE,
        revision INTEGER NOT NULL, record TEXT NOT NULL, name TEXT NOT NULL, starts TEXT NOT NULL,
        listed INTEGER NOT NULL, status_now TEXT NOT NULL, next_change INTEGER, suspended_from TEXT,
        created INTEGER NOT NULL, created_by TEXT NOT NULL,
        changed INTEGER NOT NULL, changed_by TEXT NOT NULL
      ) STRICT`,
      'CREATE INDEX tenants_starts ON tenants (starts, key)',
      'CREATE INDEX tenants_changed ON tenants (changed, key)',
      'CREATE INDEX tenants_status_starts ON tenants (status_now, starts, key)',
      'CREATE INDEX tenants_status_changed ON tenants (status_now, changed, key)',
      'CREATE INDEX tenants_status ON tenants (status_now, key)',
      'CREATE INDEX tenants_next ON tenants (next_change) WHERE next_change IS NOT NULL',
      `CREATE INDEX tenants_public ON tenants (starts, name)
       WHERE listed = 1 AND status_now IN ('live', 'frozen')`,
      // How many there are, so that a list need not count them.
      'CREATE TABLE counts (status TEXT PRIMARY KEY, events INTEGER NOT NULL) STRICT',
      `CREATE TRIGGER tenants_came AFTER INSERT ON tenants BEGIN
        INSERT INTO counts VALUES (new.status_now, 1)
        ON CONFLICT (status) DO UPDATE SET events = events + 1;
      END`,
      `CREATE TRIGGER tenants_moved AFTER UPDATE OF status_now ON tenants
       WHEN old.status_now <> new.status_now BEGIN
        UPDATE counts SET events = events - 1 WHERE status = old.status_now;
        INSERT INTO counts VALUES (new.status_now, 1)
        ON CONFLICT (status) DO UPDATE SET events = events + 1;
      END`,
      `CREATE TRIGGER tenants_went AFTER DELETE ON tenants BEGIN
        UPDATE counts SET events = events - 1 WHERE status = old.status_now;
      END`,
      `CREATE VIRTUAL TABLE tenants_search USING fts5(
        words, content='', contentless_delete=1,
        tokenize="unicode61 remove_diacritics 2", prefix='2 3'
      )`,
      // One host, one event: also of hosts that a deleted event had, until they are free.
      `CREATE TABLE hosts (
        host TEXT PRIMARY KEY, key TEXT NOT NULL, free INTEGER
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX hosts_key ON hosts (key)',
      `CREATE TABLE tombstones (
        key TEXT PRIMARY KEY, revision INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`,
      // Every store there ever was: none is given to a second event.
      `CREATE TABLE stores (
        store_id TEXT PRIMARY KEY, key TEXT NOT NULL, host TEXT NOT NULL, closed INTEGER
      ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE revisions (
        key TEXT NOT NULL, revision INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
        action TEXT NOT NULL, reason TEXT, record TEXT NOT NULL, PRIMARY KEY (key, revision)
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX revisions_at ON revisions (at)',
      `CREATE TABLE audit (
        number INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        key TEXT, revision INTEGER, reason TEXT, changes TEXT NOT NULL
      ) STRICT`,
      'CREATE INDEX audit_key ON audit (key, number)',
      'CREATE INDEX audit_actor ON audit (actor, number)',
      'CREATE INDEX audit_at ON audit (at)',
      // What has to follow from a decision, and how far it is.
      `CREATE TABLE publications (
        target TEXT PRIMARY KEY, version INTEGER NOT NULL, since INTEGER NOT NULL,
        due INTEGER NOT NULL, tries INTEGER NOT NULL, error TEXT,
        published INTEGER NOT NULL, doubt INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX publications_due ON publications (due)',
      'CREATE INDEX publications_since ON publications (since) WHERE published = 0',
      `CREATE TABLE requests (
        id TEXT PRIMARY KEY, digest TEXT NOT NULL, answer TEXT NOT NULL, targets TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX requests_at ON requests (at)',
    ],
    [
      `CREATE TABLE imports (
        id TEXT PRIMARY KEY, mode TEXT NOT NULL, dry_run INTEGER NOT NULL, actor TEXT NOT NULL,
        reason TEXT, at INTEGER NOT NULL, rows INTEGER NOT NULL, through INTEGER NOT NULL,
        created INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL,
        refused INTEGER NOT NULL, finished INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE import_rows (
        import TEXT NOT NULL, line INTEGER NOT NULL, row TEXT NOT NULL, refusal TEXT,
        PRIMARY KEY (import, line)
      ) STRICT, WITHOUT ROWID`,
      `CREATE INDEX import_rows_refused ON import_rows (import, line) WHERE refusal IS NOT NULL`,
      `CREATE TABLE tokens (
        id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, label TEXT NOT NULL, role TEXT NOT NULL,
        events TEXT, created INTEGER NOT NULL, created_by TEXT NOT NULL, expires INTEGER,
        revoked INTEGER, used INTEGER
      ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE secrets (
        key TEXT NOT NULL, name TEXT NOT NULL, sealed TEXT NOT NULL, seal_key TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (key, name)
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX secrets_seal_key ON secrets (seal_key)',
      'CREATE TABLE chores (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    ],
    [
      // Hosts that have to be proven. One without a row is served.
      `CREATE TABLE domains (
        host TEXT PRIMARY KEY, key TEXT NOT NULL, token TEXT NOT NULL, state TEXT NOT NULL,
        since INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER, checked INTEGER, found TEXT,
        until INTEGER, actor TEXT, reason TEXT
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX domains_key ON domains (key)',
      'CREATE INDEX domains_due ON domains (due) WHERE due IS NOT NULL',
      // What is served already goes on being served.
      `INSERT INTO domains SELECT host, key, lower(hex(randomblob(8))), 'vouched',
         unixepoch() * 1000, 0, NULL, NULL, NULL, NULL, 'platform', 'served before proofs were asked'
       FROM hosts WHERE free IS NULL`,
      "INSERT INTO chores VALUES ('sort-domains', 0)",
    ],
    ['CREATE TABLE copies (store_id TEXT PRIMARY KEY, source TEXT NOT NULL) STRICT, WITHOUT ROWID'],
    [
      `CREATE TABLE releases (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
        actor TEXT NOT NULL, note TEXT, bytes INTEGER NOT NULL, protocol INTEGER NOT NULL,
        store INTEGER NOT NULL, platform TEXT NOT NULL, overrides TEXT NOT NULL, promoted INTEGER,
        held INTEGER, UNIQUE (key, id)
      ) STRICT`,
      // What of the bucket each needs: what nobody needs can go.
      `CREATE TABLE release_objects (
        object TEXT NOT NULL, release INTEGER NOT NULL, PRIMARY KEY (object, release)
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX release_objects_release ON release_objects (release)',
      // What is being taken away just now: nothing may come to need it meanwhile.
      `CREATE TABLE swept_objects (
        object TEXT PRIMARY KEY, at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
      'ALTER TABLE tenants ADD COLUMN pinned_by_freeze INTEGER NOT NULL DEFAULT 0',
    ],
    // Where a domain leads, as JSON; null where nobody has looked, or nobody could say.
    ['ALTER TABLE domains ADD COLUMN leads TEXT'],
    ['ALTER TABLE releases ADD COLUMN rolled_back INTEGER'],
    // As JSON; null where its build did not say.
    ['ALTER TABLE releases ADD COLUMN not_shared TEXT'],
  ],
}
