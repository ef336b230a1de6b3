"""An organisation's people: who works for it, who is invited, for whom one acts."""
