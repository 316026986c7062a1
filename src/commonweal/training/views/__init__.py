"""Pages of training: the trainer's, and those on phones in the room."""
