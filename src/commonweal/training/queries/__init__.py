"""Readings of training, each scoped to its reader."""
