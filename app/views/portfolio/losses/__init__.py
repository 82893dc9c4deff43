"""What was lost: kinds, reasons, by fit and by seller, and the accounts behind each of them."""
