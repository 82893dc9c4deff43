"""The parts of the voice tab: what the customer asks for, leads found there, and answers to surveys."""
