"""Commands, and the demo."""
