"""Parent Data."""
