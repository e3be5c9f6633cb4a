"""Where a social group lies, and what follows for an item: the words of the consensus baseline."""

ABOVE, BELOW, STRADDLES, WITHHELD = "above", "below", "straddles", "withheld"
CONSENSUS, DIVISION, UNDETERMINED = "consensus", "division", "undetermined"
