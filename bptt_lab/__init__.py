"""Serving: the command `bptt-lab`, one process or several behind one address; standard library only."""
