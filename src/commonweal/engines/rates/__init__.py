"""Rates: a proportion or a rate with its interval, how far groups are apart, and whether a figure can be shown."""
