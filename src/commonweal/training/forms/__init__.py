"""What a trainer types."""
