"""What was said: captions, recognisers' output, and text with speakers and times."""
