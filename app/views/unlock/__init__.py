"""A book that does not open: its passphrase, its recovery code, a back-up, or patience."""
