"""Pictures drawn: a Picture and a frame in, a figure for the screen or for print out."""
