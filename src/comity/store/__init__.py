"""The database: models, migrations, the ledger table."""
