"""`python -m bptt_lab` in a checkout is the command `bptt-lab`."""

from bptt_lab.command import main

if __name__ == "__main__":
    main()
