"""Tests of the room that reads files into drafts."""
