"""Questions put to files, without a database: read, compute, return a typed result."""
