"""Judges for what a table cannot say: programs that take programs."""
