"""``python -m backissue`` is the command ``backissue``."""

from backissue.cli import main

if __name__ == "__main__":
    main(prog_name="backissue")
