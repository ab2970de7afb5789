"""Bonghwa (봉화): a self-hosted operations control room."""

__version__ = "0.1.0"
