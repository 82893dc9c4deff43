"""The editor of the health model: cards of what it is made of, sheets for its parts, a preview before it is saved."""
