"""How two truths become one: pure decisions, the tables they are kept in, and the engine that runs them."""
