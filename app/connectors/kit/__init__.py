"""Parts that most connectors need; standard library only."""
