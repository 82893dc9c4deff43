"""The health tab of an account: the score, everything that made it, and the judgements of its manager."""
