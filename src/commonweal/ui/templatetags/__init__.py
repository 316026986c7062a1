"""The tags `{% load ui %}` brings."""
