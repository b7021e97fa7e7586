"""READMEs that keep a list of papers for every week, in all the shapes and with all the damage they have."""
