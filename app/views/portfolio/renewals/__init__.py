"""Renewals in Portfolio: the board by notice week, the forecast by month, and how near it was."""
