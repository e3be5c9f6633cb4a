"""Files of replies as received: their text with its places, and personal data found in it."""
