"""What `backissue export` writes, read back as it was."""
