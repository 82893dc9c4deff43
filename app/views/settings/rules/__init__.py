"""The rules that raise calls to action, and the playbooks that answer them, in the settings."""
