"""What opens files of people. Only ``partnership.intake.child`` loads these modules."""
