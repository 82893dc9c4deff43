"""The business review: facts as they were known, told in a language, laid out on slides; only what a customer sees."""
