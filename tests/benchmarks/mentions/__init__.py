"""How well it is found what talks speak about, by kind and by evidence: `python -m tests.benchmarks.mentions`."""
