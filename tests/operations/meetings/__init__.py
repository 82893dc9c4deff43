"""Tests of what calendars and mails bring."""
