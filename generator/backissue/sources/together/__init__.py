"""What several sources say of one another: files of one recording, translations, labels that all have."""
