"""Psychometrics: what answers to questions say, how far people agree, and what changed between two askings."""
