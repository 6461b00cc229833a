"""Source that folds: what repeats becomes functions and loops, as the authors would write it.

A graph is lowered to `Step`s (`lowering`), which say apart what makes them alike (`shape`) and what
may differ (`slots`). In `search`, stretches that occur again (`windows`) become functions
(`repeated_functions`) whose parameters are what differs (`unify`); what is nearly alike becomes one
function (`variants`, `conditions`); runs become loops (`runs_as_loops`). All of it is a search for
fewer lines; `wording` names what was found, and `text` writes it.
"""
