"""Outbound edge: the build store, the staged write, the lock, and work in several processes."""
