"""Focus groups and interviews: whom to invite, who came, what was discussed."""
