"""How to talk to one outside system each. Knows no database; `base` is the contract, `kit` helps its authors."""
