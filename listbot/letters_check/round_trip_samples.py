"""The post that tests what a list does with our posts."""

from dataclasses import replace

from listbot.letters.echoes.round_trip import round_trip
from listbot.letters.facts.round_trip import RoundTripFacts
from listbot.letters_check.vote_samples import LIST, NOW

ROUND_TRIP = round_trip(LIST, "admin@example.org", NOW)
BY_NOBODY = replace(ROUND_TRIP, facts=RoundTripFacts(""))

ROUND_TRIP_ORDERS = (ROUND_TRIP, BY_NOBODY)
