"""Drafts from files become rows: found by their keys, written as one change that can be taken back.

`run.py` goes through the files, `remembered.py` keeps how their headings were read, one file per kind says which
rows a draft makes or changes.
"""
