"""How everything looks: stylesheet, fonts, charts, templates, formats."""
