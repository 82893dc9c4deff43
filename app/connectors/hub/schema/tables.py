"""The tables of a hub.

`record.xid` is the transaction that wrote a row last. A pull goes by it and takes only what is older than every
transaction still under way, so that one that ends late is never passed over. `version` is a new random number with
each change of content: it does not come again, not even after the database was restored from a copy.
"""

from __future__ import annotations

SQL = """
CREATE TABLE banso.hub (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  version int NOT NULL,
  epoch uuid NOT NULL DEFAULT gen_random_uuid(),
  system text NOT NULL
);
CREATE TABLE banso.member (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  role name UNIQUE NOT NULL,
  name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  rights bigint NOT NULL DEFAULT 1
);
CREATE TABLE banso.team (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text UNIQUE NOT NULL
);
CREATE TABLE banso.membership (
  member uuid NOT NULL REFERENCES banso.member,
  team uuid NOT NULL REFERENCES banso.team,
  sees text NOT NULL DEFAULT 'team' CHECK (sees IN ('team', 'own')),
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (member, team)
);
CREATE TABLE banso.kind (
  type text PRIMARY KEY,
  fields text[] NOT NULL,
  refs jsonb NOT NULL DEFAULT '{}'
);
CREATE TABLE banso.holding (
  account uuid PRIMARY KEY,
  team uuid NOT NULL REFERENCES banso.team,
  owner uuid NOT NULL REFERENCES banso.member
);
CREATE INDEX holding_owner ON banso.holding (owner);
CREATE INDEX holding_team ON banso.holding (team);
CREATE TABLE banso.handover (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account uuid NOT NULL REFERENCES banso.holding,
  owner uuid NOT NULL REFERENCES banso.member,
  team uuid REFERENCES banso.team,
  by uuid REFERENCES banso.member,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE banso.record (
  no bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  id uuid PRIMARY KEY,
  type text NOT NULL REFERENCES banso.kind,
  account uuid NOT NULL REFERENCES banso.holding,
  version uuid NOT NULL DEFAULT gen_random_uuid(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  fields jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(fields) = 'object'),
  gone boolean NOT NULL DEFAULT false,
  moved_to uuid REFERENCES banso.record,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  by uuid REFERENCES banso.member,
  CHECK (type <> 'accounts' OR account = id)
);
CREATE INDEX record_order ON banso.record (type, xid, no);
CREATE INDEX record_account ON banso.record (account);
CREATE INDEX record_there ON banso.record (type, id) WHERE NOT gone;
"""
