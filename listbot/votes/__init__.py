"""Reading and counting votes. Pure."""
