"""One file that holds everything, and the proof that what came back is what was there."""
