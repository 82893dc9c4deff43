"""What the server does by itself when something is written: stamps, holdings, hand-overs, merges."""

from __future__ import annotations

SQL = """
CREATE FUNCTION banso.stamped() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_RELID <> 'banso.record'::pg_catalog.regclass THEN
    RAISE EXCEPTION 'this belongs to a table of the hub' USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.xid := pg_current_xact_id();
  IF TG_OP = 'UPDATE' THEN
    IF NEW.id <> OLD.id OR NEW.type <> OLD.type THEN
      RAISE EXCEPTION 'a record stays what it is' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.fields, NEW.gone, NEW.moved_to, NEW.account) IS NOT DISTINCT FROM
       (OLD.fields, OLD.gone, OLD.moved_to, OLD.account) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM banso.kind k WHERE k.type = NEW.type AND NEW.fields - k.fields = '{}') THEN
    RAISE EXCEPTION 'a field that the hub does not keep' USING ERRCODE = 'check_violation';
  END IF;
  NEW.version := gen_random_uuid();
  NEW.at := clock_timestamp();
  NEW.by := banso.me();
  RETURN NEW;
END $$;
CREATE TRIGGER stamped BEFORE INSERT OR UPDATE ON banso.record FOR EACH ROW EXECUTE FUNCTION banso.stamped();

-- Whoever may see an account gives it away; only then its holding changes. It is locked first: what is being recorded
-- under it at this moment is waited for, and so is not left behind.
CREATE FUNCTION banso.handed_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_RELID <> 'banso.handover'::pg_catalog.regclass THEN
    RAISE EXCEPTION 'this belongs to a table of the hub' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM banso.member WHERE id = NEW.owner AND active) THEN
    RAISE EXCEPTION 'who takes it over is no member' USING ERRCODE = 'foreign_key_violation';
  END IF;
  PERFORM 1 FROM banso.holding WHERE account = NEW.account FOR UPDATE;
  UPDATE banso.holding SET owner = NEW.owner, team = coalesce(
    NEW.team,
    (SELECT m.team FROM banso.membership m WHERE m.member = NEW.owner AND m.team = holding.team),
    (SELECT m.team FROM banso.membership m WHERE m.member = NEW.owner ORDER BY m.since, m.team LIMIT 1),
    team) WHERE account = NEW.account;
  RETURN NULL;
END $$;
CREATE TRIGGER handed_over AFTER INSERT ON banso.handover FOR EACH ROW EXECUTE FUNCTION banso.handed_over();

CREATE FUNCTION banso.given() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_RELID <> 'banso.handover'::pg_catalog.regclass THEN
    RAISE EXCEPTION 'this belongs to a table of the hub' USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.by := banso.me();
  NEW.at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER given BEFORE INSERT ON banso.handover FOR EACH ROW EXECUTE FUNCTION banso.given();

-- All that lies under an account is told anew, to those who did not see it before.
CREATE FUNCTION banso.told_anew() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_RELID <> 'banso.holding'::pg_catalog.regclass THEN
    RAISE EXCEPTION 'this belongs to a table of the hub' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE banso.record SET xid = pg_current_xact_id() WHERE account = NEW.account;
  RETURN NULL;
END $$;
CREATE TRIGGER told_anew AFTER UPDATE OF owner, team ON banso.holding FOR EACH ROW
  WHEN ((OLD.owner, OLD.team) IS DISTINCT FROM (NEW.owner, NEW.team)) EXECUTE FUNCTION banso.told_anew();

-- Who is put into a team, or out of it, pulls everything anew.
CREATE FUNCTION banso.rights_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_RELID <> 'banso.membership'::pg_catalog.regclass THEN
    RAISE EXCEPTION 'this belongs to a table of the hub' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    UPDATE banso.member SET rights = rights + 1 WHERE id = OLD.member;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE banso.member SET rights = rights + 1 WHERE id = NEW.member;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rights_changed AFTER INSERT OR UPDATE OR DELETE ON banso.membership
  FOR EACH ROW EXECUTE FUNCTION banso.rights_changed();

-- The one that is left takes what it lacks from the other and all that refers to it; the other says where it went.
CREATE FUNCTION banso.merge(winner uuid, loser uuid) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  w banso.record;
  l banso.record;
  one record;
BEGIN
  PERFORM 1 FROM banso.record WHERE id IN (winner, loser) ORDER BY id FOR UPDATE;
  SELECT * INTO w FROM banso.record WHERE id = winner AND NOT gone;
  SELECT * INTO l FROM banso.record WHERE id = loser AND NOT gone;
  IF w.id IS NULL OR l.id IS NULL OR w.id = l.id OR w.type <> l.type THEN
    RAISE EXCEPTION 'these cannot be merged' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  UPDATE banso.record SET fields = jsonb_strip_nulls(l.fields) || jsonb_strip_nulls(w.fields) WHERE id = winner;
  UPDATE banso.record SET gone = true, moved_to = winner WHERE id = loser;
  UPDATE banso.record SET moved_to = winner WHERE moved_to = loser;
  IF w.type = 'accounts' THEN
    UPDATE banso.record SET account = winner WHERE account = loser AND type <> 'accounts';
  END IF;
  FOR one IN SELECT k.type, r.key FROM banso.kind k, jsonb_each_text(k.refs) r WHERE r.value = w.type LOOP
    UPDATE banso.record SET fields = fields || jsonb_build_object(one.key, CASE WHEN id <> winner THEN winner END)
      WHERE type = one.type AND fields ->> one.key = loser::text;
  END LOOP;
END $$;

-- Which database this is, so that one that was copied elsewhere, or put back here, is known: its order of transactions
-- has begun anew. A table that is made again has another number.
CREATE FUNCTION banso.stands() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS
$$ SELECT (SELECT system_identifier FROM pg_control_system())
        || '.' || (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        || '.' || 'banso.hub'::regclass::oid
        || ' ' || (SELECT timeline_id FROM pg_control_checkpoint()) $$;

-- Whoever may call a trigger function hangs it on a table of their own, and it acts there with the owner's rights.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA banso FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banso.me(), banso.stands(), banso.merge(uuid, uuid) TO banso_member;
"""
