"""Series: figures in time, what they tell of change, and how far the goal is."""
