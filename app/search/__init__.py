"""What is found: folding, the bigram index, and from a query to ids with snippets."""
