"""The tests of what keeps the book closed."""
