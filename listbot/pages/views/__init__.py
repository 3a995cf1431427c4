"""One module for each kind of page: its view, and how the view is made. Pure."""
