"""The palette: accounts, what can be done, notes and places, from anywhere by Ctrl+K."""
