"""The renewal of an account: the clock to its notice, what is expected of it, how it was decided."""
