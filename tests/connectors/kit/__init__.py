"""Tests of the kit, most of them over real sockets on this machine."""
