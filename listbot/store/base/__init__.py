"""What every part of the store builds on: engine, tables, migrations, prepared
statements, savepoints.
"""
