"""Scores of a whole book at once: the arithmetic of `app.health.score` on arrays, with the same result to the digit.

Arrays have a row for each day and a column for each account. What binary fractions cannot decide, such as a value
that lies on the border between two roundings, is marked as doubtful and worked out exactly, one by one.
"""
