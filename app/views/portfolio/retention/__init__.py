"""Retention and the bridge of Portfolio: figures with their targets, what moved MRR, and who stands behind each."""
