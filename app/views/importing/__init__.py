"""Bringing in spreadsheets: choosing files, looking before anything is written, and what came of it."""
