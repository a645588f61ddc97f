"""What the work is: records, consent, proposals, deadlines and needs, in plain Python."""
