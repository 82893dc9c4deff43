"""Ratios to floors: what Banso costs beside the least code that could do the same work, measured in one run."""
