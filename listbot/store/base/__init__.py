"""The basis of the store: engine, tables, migrations, prepared statements, savepoints."""
