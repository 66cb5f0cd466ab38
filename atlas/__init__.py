"""What the pages of the atlas are made of."""
