"""The static copy of the site: a folder with every page as files, brought up to date."""
