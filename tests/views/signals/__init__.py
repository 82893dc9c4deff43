"""Tests of calls to action on screens."""
