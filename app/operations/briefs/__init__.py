"""One page about an account: for our executive who meets them, and for the champion who needs an approval."""
