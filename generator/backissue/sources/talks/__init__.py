"""What is left of a talk: the summary of a video, the text of slides."""
