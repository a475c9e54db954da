"""The tables of a vault, as each version made them; a version that is out is never changed.

Items, requests and exits have a random `uid`, by which rows refer to each other, so that a new id
is one changed row. Columns are what is looked up or must hold whatever writes here; the other
fields are one JSON object, `body`, in the snapshot's form.
"""

# "FPRT": tells a vault from any other database that the key might open.
APPLICATION_ID = 0x46505254

_UID = "TEXT NOT NULL UNIQUE CHECK (length(uid) = 32)"
_ID = "TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64)"
_BODY = "TEXT NOT NULL CHECK (json_valid(body))"
_TO_ITEM = "TEXT NOT NULL REFERENCES item (uid) DEFERRABLE INITIALLY DEFERRED"
_TO_REQUEST = "TEXT NOT NULL REFERENCES request (uid) DEFERRABLE INITIALLY DEFERRED"

VERSION_1 = (
    """
    CREATE TABLE meta (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        vault_uid TEXT NOT NULL CHECK (length(vault_uid) = 32),
        created TEXT NOT NULL
    ) STRICT
    """,
    f"""
    CREATE TABLE item (
        seq INTEGER PRIMARY KEY,
        uid {_UID},
        id {_ID},
        kind TEXT NOT NULL CHECK (kind IN ('service', 'shop', 'instrument', 'payment_method',
            'subscription', 'mailing_list', 'balance', 'contact')),
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        status TEXT NOT NULL CHECK (status IN ('open', 'ending', 'ended')),
        body {_BODY} CHECK (
            json_extract(body, '$.last4') IS NULL
            OR json_extract(body, '$.last4') GLOB '[0-9][0-9][0-9][0-9]'
        )
    ) STRICT
    """,
    f"""
    CREATE TABLE link (
        seq INTEGER PRIMARY KEY,
        from_uid {_TO_ITEM},
        relation TEXT NOT NULL CHECK (relation IN ('part_of', 'sold_on', 'provided_by',
            'charged_to', 'stored_at', 'draws_on', 'sent_by', 'held_at', 'signs_in_with',
            'registered_with', 'recovers_with', 'needs')),
        to_uid {_TO_ITEM},
        strength TEXT CHECK (strength IN ('must', 'should')),
        certainty TEXT NOT NULL CHECK (certainty IN ('known', 'suspected')),
        note TEXT,
        UNIQUE (from_uid, relation, to_uid),
        CHECK (from_uid <> to_uid)
    ) STRICT
    """,
    "CREATE INDEX link_to ON link (to_uid)",
    f"""
    CREATE TABLE request (
        seq INTEGER PRIMARY KEY,
        uid {_UID},
        id {_ID},
        item_uid {_TO_ITEM},
        kind TEXT NOT NULL CHECK (kind IN ('cancellation', 'closure', 'erasure', 'access',
            'portability', 'rectification', 'objection', 'unsubscribe', 'card_removal',
            'refund', 'dispute', 'complaint', 'other')),
        channel TEXT CHECK (channel IN ('email', 'web', 'in_app', 'phone', 'post', 'sms')),
        regime TEXT CHECK (length(regime) BETWEEN 1 AND 64)
    ) STRICT
    """,
    "CREATE INDEX request_item ON request (item_uid)",
    f"""
    CREATE TABLE entry (
        request_uid {_TO_REQUEST},
        position INTEGER NOT NULL CHECK (position >= 0),
        dated TEXT NOT NULL CHECK (dated GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
        type TEXT NOT NULL CHECK (type IN ('request', 'reminder', 'escalation',
            'acknowledgement', 'info_requested', 'info_sent', 'extension', 'answer',
            'verification', 'bounce', 'incident', 'closed', 'note')),
        body {_BODY},
        PRIMARY KEY (request_uid, position)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE exit (
        seq INTEGER PRIMARY KEY,
        uid {_UID},
        id {_ID},
        body {_BODY}
    ) STRICT
    """,
    f"""
    CREATE TABLE section (
        name TEXT PRIMARY KEY
            CHECK (name IN ('person', 'settings', 'reminders', 'discovery')),
        body {_BODY}
    ) STRICT, WITHOUT ROWID
    """,
    # A line of the journal is an action, or says that the action it `concerns` was taken back or
    # done again. An action's `state` becomes dropped when, after it was undone, something else
    # was done: then it cannot be done again.
    """
    CREATE TABLE journal (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo')),
        concerns INTEGER REFERENCES journal (seq),
        state TEXT CHECK (state IN ('done', 'undone', 'dropped')),
        summary TEXT NOT NULL,
        details TEXT NOT NULL CHECK (json_valid(details)),
        about TEXT,
        CHECK ((action = 'do') = (state IS NOT NULL)),
        CHECK ((action = 'do') = (concerns IS NULL))
    ) STRICT
    """,
    "CREATE INDEX journal_state ON journal (state, seq)",
    """
    CREATE TABLE journal_change (
        journal INTEGER NOT NULL REFERENCES journal (seq),
        position INTEGER NOT NULL CHECK (position >= 0),
        kept_in TEXT NOT NULL
            CHECK (kept_in IN ('items', 'links', 'requests', 'exits', 'sections')),
        uid TEXT CHECK (length(uid) = 32),
        section TEXT,
        before TEXT CHECK (json_valid(before)),
        after TEXT CHECK (json_valid(after)),
        PRIMARY KEY (journal, position)
    ) STRICT, WITHOUT ROWID
    """,
)

# Files that prove something, and forms that were not finished when the vault was locked. The bytes
# of a file stay when its record is taken back, so that this can be undone; `purge` removes them.
VERSION_2 = (
    f"""
    CREATE TABLE evidence (
        seq INTEGER PRIMARY KEY,
        uid {_UID},
        id {_ID},
        item_uid {_TO_ITEM},
        request_uid TEXT REFERENCES request (uid) DEFERRABLE INITIALLY DEFERRED,
        sha256 TEXT NOT NULL REFERENCES content (sha256) DEFERRABLE INITIALLY DEFERRED,
        body {_BODY}
    ) STRICT
    """,
    "CREATE INDEX evidence_item ON evidence (item_uid)",
    """
    CREATE TABLE content (
        sha256 TEXT PRIMARY KEY CHECK (sha256 GLOB '[0-9a-f]*' AND length(sha256) = 64),
        bytes BLOB NOT NULL CHECK (length(bytes) <= 5242880)
    ) STRICT
    """,
    f"""
    CREATE TABLE draft (
        name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
        body {_BODY}
    ) STRICT, WITHOUT ROWID
    """,
    # The journal may hold changes of evidence, too: its list of tables is longer.
    """
    CREATE TABLE journal_change_2 (
        journal INTEGER NOT NULL REFERENCES journal (seq),
        position INTEGER NOT NULL CHECK (position >= 0),
        kept_in TEXT NOT NULL
            CHECK (kept_in IN ('items', 'links', 'requests', 'exits', 'sections', 'evidence')),
        uid TEXT CHECK (length(uid) = 32),
        section TEXT,
        before TEXT CHECK (json_valid(before)),
        after TEXT CHECK (json_valid(after)),
        PRIMARY KEY (journal, position)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO journal_change_2 SELECT * FROM journal_change",
    "DROP TABLE journal_change",
    "ALTER TABLE journal_change_2 RENAME TO journal_change",
)

# Bringing two copies of a vault together: conflicts to decide; a name for each line of the journal,
# by which two copies find what both know; the lines that came in with a merge; what was purged.
VERSION_3 = (
    f"""
    CREATE TABLE conflict (
        seq INTEGER PRIMARY KEY,
        uid {_UID},
        id {_ID},
        body {_BODY}
    ) STRICT
    """,
    "ALTER TABLE journal ADD COLUMN line TEXT",
    # The same in copies that are updated each by itself: a line's instant is its own.
    "UPDATE journal SET line = (SELECT vault_uid FROM meta) || '-' || seq || '-' || at",
    "CREATE UNIQUE INDEX journal_line ON journal (line)",
    """
    CREATE TABLE joined (
        journal INTEGER NOT NULL REFERENCES journal (seq),
        line TEXT NOT NULL,
        PRIMARY KEY (journal, line)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE purged (
        uid TEXT PRIMARY KEY CHECK (length(uid) = 32)
    ) STRICT, WITHOUT ROWID
    """,
    # The journal may hold changes of conflicts, too: its list of tables is longer again.
    """
    CREATE TABLE journal_change_3 (
        journal INTEGER NOT NULL REFERENCES journal (seq),
        position INTEGER NOT NULL CHECK (position >= 0),
        kept_in TEXT NOT NULL CHECK (kept_in IN ('items', 'links', 'requests', 'exits',
            'sections', 'evidence', 'conflicts')),
        uid TEXT CHECK (length(uid) = 32),
        section TEXT,
        before TEXT CHECK (json_valid(before)),
        after TEXT CHECK (json_valid(after)),
        PRIMARY KEY (journal, position)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO journal_change_3 SELECT * FROM journal_change",
    "DROP TABLE journal_change",
    "ALTER TABLE journal_change_3 RENAME TO journal_change",
)
