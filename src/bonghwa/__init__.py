"""Bonghwa (봉화): a self-hosted operations control room."""
