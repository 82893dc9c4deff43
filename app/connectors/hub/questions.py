"""What is asked of a hub, each in one statement."""

from __future__ import annotations

from psycopg.sql import SQL

HELLO = SQL("""
SELECT h.id::text AS id, h.name AS hub, h.version, h.epoch::text AS epoch, h.system, banso.stands() AS stands,
  m.id::text AS member, m.name, m.rights,
  EXISTS (SELECT 1 FROM banso.membership s WHERE s.member = m.id) AS in_team,
  (SELECT o.no::text || ' ' || o.at::text FROM banso.handover o ORDER BY o.no DESC LIMIT 1) AS given,
  (SELECT jsonb_object_agg(k.type, k.fields) FROM banso.kind k) AS kinds,
  pg_snapshot_xmin(pg_current_snapshot())::text AS horizon,
  (SELECT jsonb_object_agg(k.type, r.newest) FROM banso.kind k, LATERAL (
     SELECT jsonb_build_array(r.xid::text, r.no) AS newest FROM banso.record r
     WHERE r.type = k.type AND r.xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY r.xid DESC, r.no DESC LIMIT 1
   ) r) AS newest
FROM banso.hub h LEFT JOIN banso.member m ON m.id = banso.me()
""")
"""Who we are, what the hub keeps, and the newest row of each type: whoever was told that one has nothing to ask for."""

_COLUMNS = """r.id::text AS id, r.account::text AS account, r.version::text AS version, r.fields, r.gone,
  r.moved_to::text AS moved_to, r.at, (SELECT m.name FROM banso.member m WHERE m.id = r.by) AS by"""

PAGE = SQL(f"""
SELECT r.xid::text AS xid, r.no, {_COLUMNS} FROM banso.record r
WHERE r.type = %s AND (r.xid, r.no) > (%s::text::xid8, %s::bigint)
  AND r.xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY r.xid, r.no LIMIT %s
""")
"""No transaction that is still under way can bring a row before the last of these."""

COUNT = SQL("""
SELECT count(*) AS total FROM banso.record r WHERE r.type = %s AND (r.xid, r.no) > (%s::text::xid8, %s::bigint)
""")

READ = SQL(f"SELECT {_COLUMNS} FROM banso.record r WHERE r.type = %s AND r.id = ANY(%s::uuid[])")

SWEEP = SQL("""
SELECT r.id::text AS id FROM banso.record r WHERE r.type = %s AND NOT r.gone AND r.id > %s::uuid ORDER BY r.id LIMIT %s
""")

THERE = SQL("SELECT r.id::text AS id, r.type FROM banso.record r WHERE r.id = ANY(%s::uuid[]) AND NOT r.gone")

HOLD = SQL("""
INSERT INTO banso.holding (account, team, owner)
SELECT a, m.team, m.member FROM unnest(%s::uuid[]) a,
  (SELECT team, member FROM banso.membership WHERE member = banso.me() ORDER BY since, team LIMIT 1) m
ON CONFLICT DO NOTHING RETURNING 1 AS held
""")

CREATE = SQL(f"""
WITH asked AS (
  SELECT * FROM jsonb_to_recordset(%s::jsonb) AS a(id uuid, account uuid, fields jsonb)
), made AS (
  INSERT INTO banso.record AS r (id, type, account, fields) SELECT a.id, %s, a.account, a.fields FROM asked a
  ON CONFLICT DO NOTHING RETURNING {_COLUMNS}
)
SELECT made.* FROM made
""")
"""The row's own id is the key: a second record with it is left out, never written over."""

UPDATE = SQL(f"""
WITH asked AS (
  SELECT * FROM jsonb_to_recordset(%s::jsonb) AS a(id uuid, version text, account uuid, fields jsonb, gone boolean)
), done AS (
  UPDATE banso.record r SET fields = r.fields || a.fields, account = coalesce(a.account, r.account), gone = a.gone
  FROM asked a WHERE r.id = a.id AND r.type = %s AND r.version::text = a.version AND NOT r.gone RETURNING {_COLUMNS}
)
SELECT a.id::text AS id, d.id IS NOT NULL AS done, s.id IS NOT NULL AS seen, coalesce(s.gone, false) AS was_gone,
  s.moved_to::text AS went_to, d.account, d.version, d.fields, d.gone, d.moved_to, d.at, d.by
FROM asked a LEFT JOIN done d ON d.id = a.id::text LEFT JOIN banso.record s ON s.id = a.id AND s.type = %s
""")
"""The version is compared by the same statement that writes; what was there before tells why one was left out."""

GIVE = SQL("""
INSERT INTO banso.handover (account, owner) SELECT %s, m.id FROM banso.member m WHERE m.role = %s AND m.active
RETURNING (SELECT m.name FROM banso.member m WHERE m.id = owner) AS name
""")

HAND_OVERS = SQL("""
SELECT DISTINCT ON (o.account) o.no::text || ' ' || o.at::text AS number, o.account::text AS account,
  m.name, o.owner = banso.me() AS mine, b.name AS by, o.by = banso.me() AS ours, o.at
FROM (SELECT * FROM banso.handover ORDER BY no DESC LIMIT %s) o
JOIN banso.member m ON m.id = o.owner LEFT JOIN banso.member b ON b.id = o.by
ORDER BY o.account, o.no DESC
""")
"""The newest of each account that we see. A number comes again after a restore, with another instant."""

MEMBERS = SQL("""
SELECT m.role::text AS role, m.name, m.role = current_user AS me,
  (SELECT array_agg(t.name ORDER BY t.name) FROM banso.membership s JOIN banso.team t ON t.id = s.team
   WHERE s.member = m.id) AS teams
FROM banso.member m WHERE m.active ORDER BY m.name, m.role
""")
