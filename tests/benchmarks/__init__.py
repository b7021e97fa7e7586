"""How long the commands take, beside Hugo and Pagefind on the same content; and how much work they do.

``python -m tests.benchmarks 1000 10000`` measures archives of so many items; see ``--help``. Times are no part of a
test: they hang on the machine. What tests compare, in ``budget.toml``, are counts.
"""
