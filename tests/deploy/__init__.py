"""Installed and served: the command line, the wheel, several processes behind one address."""
