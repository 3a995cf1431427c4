"""Mail at Google and Microsoft, against fakes that speak as their servers do."""
