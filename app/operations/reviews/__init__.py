"""Business reviews: what is known for one, its sections as edited, what was decided, and what is made of it."""
