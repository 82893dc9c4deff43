"""What is remembered: the tables of the book and the file they live in.

The tables stand in files by noun; `app.models.tables` brings them together. Nothing here is imported by importing
the package, so that the first rows can be read by the driver alone.
"""
