"""Pure computation: no web framework, no database, no other room."""
