"""Pure functions on numbers: nothing is read, drawn or asked for here."""
