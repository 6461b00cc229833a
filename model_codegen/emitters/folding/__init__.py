"""Source that folds: what repeats becomes functions and loops, as the authors would write it.

A graph is lowered to `Step`s (`lowering`), which say apart what makes them alike (`shape`) and what
may differ (`slots`). In `search`, stretches that occur again (`repeats`) become functions
(`function_candidates`) whose parameters are what differs (`templates`); what is nearly alike
becomes one function (`variants`, `alignment`, `conditions`); what is done over and over in a row
becomes a loop (`loop_candidates`, `loops`). All of it is a search for fewer lines; `wording` names
what was found, and `text` writes it.
"""
