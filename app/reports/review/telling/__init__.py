"""A review in words, a file per section: facts become a headline, a table, figures or a chart, in one language."""
