"""`listbot site` and `listbot web`: the public pages."""
