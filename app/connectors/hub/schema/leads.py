"""Version 2: a hub keeps leads that customer success found as well. What is there already stays as it is."""

from __future__ import annotations

SQL = """
INSERT INTO banso.kind (type, fields) VALUES (
  'csqls',
  '{accepted_on,amount,currency,lost_on,origin,signal,submitted_on,won_on}'
) ON CONFLICT (type) DO NOTHING;
"""
