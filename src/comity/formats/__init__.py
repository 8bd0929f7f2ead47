"""What comes in and goes out: charter files, positions, precedents, each with its schema."""
