"""Arithmetic of money: what contract lines are worth a month, and the periods they are looked at in. Pure."""
