"""Mutual success plans: what both sides want, how it goes, who has said so, what goes out; and onboarding."""
