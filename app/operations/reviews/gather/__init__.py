"""What a review says, gathered from the book, a file per section: only what the customer may see, with its records."""
