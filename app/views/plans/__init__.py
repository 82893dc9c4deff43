"""Mutual success plans: the list of all, the editor of one, what the customer sees of it and what comes back."""
