"""The pages: commands in, read models out."""
