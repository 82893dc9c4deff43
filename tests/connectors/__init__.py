"""Tests of the contract, the kit and the connectors."""
