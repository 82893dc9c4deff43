"""Health as the book knows it: what was known on a day, feelings, models, the whole book at once, back-tests."""
