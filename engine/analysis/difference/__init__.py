"""What an edit does: two versions of a pack, and the borrowers whose answers differ."""
