"""Who works with whom: figures of networks, scores that others give, and how concentrated something is.

networkx takes a third of a second to import, so it is imported where it is needed.
"""
