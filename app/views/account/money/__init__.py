"""The money of an account: its contract lines, and the movements that come from them."""
