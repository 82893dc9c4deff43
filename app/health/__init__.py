"""Health scores: pure arithmetic on a model and what was known on a day. No database, no Qt, no clock."""
