"""Voting: what ballots say under a rule, in whole numbers, and how far people agree."""
