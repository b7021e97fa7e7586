"""How well stories are found in transcripts, beside other methods: `python -m tests.benchmarks.transcripts`."""
