"""Signals become calls to action: what is found in the book, the rows kept of it, and what a person does with them."""
