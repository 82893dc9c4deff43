"""One page of paper: for the executive who meets a customer, and for the champion who needs an approval."""
