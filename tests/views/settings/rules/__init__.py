"""Tests of the rules of calls to action in the settings."""
