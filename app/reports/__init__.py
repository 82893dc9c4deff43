"""What a customer or an executive sees: frozen content, and the files made from it."""
