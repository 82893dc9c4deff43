"""What keeps the book closed: the key in its slots, the system's keyring, the passphrase, the recovery code.

Nothing is imported here: the keyring and the cryptography are loaded by the functions that use them.
"""
