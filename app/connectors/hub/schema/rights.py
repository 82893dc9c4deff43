"""Who sees and writes what, kept by the server itself, whatever program a member signs in with.

An account is held by one member in one team, and all that is recorded under it follows. A member sees the accounts they
hold, and those of the teams in which they see the whole team's. Who sees may write. Nobody deletes a row.
"""

from __future__ import annotations

SQL = """
CREATE FUNCTION banso.me() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT id FROM banso.member WHERE role = current_user AND active $$;

ALTER TABLE banso.holding ENABLE ROW LEVEL SECURITY;
CREATE POLICY held ON banso.holding FOR SELECT USING (
  owner = (SELECT banso.me())
  OR team IN (SELECT m.team FROM banso.membership m WHERE m.member = (SELECT banso.me()) AND m.sees = 'team')
);
CREATE POLICY made ON banso.holding FOR INSERT WITH CHECK (
  owner = (SELECT banso.me())
  AND team IN (SELECT m.team FROM banso.membership m WHERE m.member = (SELECT banso.me()))
);

ALTER TABLE banso.record ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON banso.record FOR SELECT USING (account IN (SELECT h.account FROM banso.holding h));
CREATE POLICY made ON banso.record FOR INSERT WITH CHECK (account IN (SELECT h.account FROM banso.holding h));
CREATE POLICY written ON banso.record FOR UPDATE
  USING (account IN (SELECT h.account FROM banso.holding h))
  WITH CHECK (account IN (SELECT h.account FROM banso.holding h));

ALTER TABLE banso.handover ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON banso.handover FOR SELECT USING (account IN (SELECT h.account FROM banso.holding h));
CREATE POLICY given ON banso.handover FOR INSERT WITH CHECK (account IN (SELECT h.account FROM banso.holding h));

REVOKE ALL ON ALL TABLES IN SCHEMA banso FROM PUBLIC;
GRANT USAGE ON SCHEMA banso TO banso_member;
GRANT SELECT ON banso.hub, banso.member, banso.team, banso.membership, banso.kind TO banso_member;
GRANT SELECT, INSERT (account, team, owner) ON banso.holding TO banso_member;
GRANT SELECT, INSERT (account, owner, team) ON banso.handover TO banso_member;
GRANT SELECT, INSERT (id, type, account, fields), UPDATE (account, fields, gone, moved_to) ON banso.record
  TO banso_member;
"""
