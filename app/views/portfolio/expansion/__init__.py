"""Room for more: products that accounts do not have, what came on top, and leads with what became of them."""
