"""Series: figures in time, what they tell of change, and how far the goal is.

`trend`, `seasonal`, `share_trend`, `line` and `breakpoint` say where a series goes and where it turned; `run_chart`,
`control_charts`, `control_rules` and `charted` whether a change is real; `forecast`, `smoothing` and `outlook` what
comes next; `target`, `progress`, `arrival`, `goal_arithmetic` and `absent_partners` how far the goal is; `many` judges
very many series at once. Words for people stand in the modules that end in `_words`.
"""
