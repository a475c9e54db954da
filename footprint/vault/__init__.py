"""The encrypted file: key, schema, migrations, repository, journal."""
