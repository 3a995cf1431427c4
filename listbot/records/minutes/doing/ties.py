"""What ties a task to the people before it: "will", "offered to", "übernimmt", "->". Pure; "
"linear."""

import re

_TIE = re.compile(
    r"\s*(?:(?:also|then|kindly|gladly|again|finally|therefore|auch|dann|noch|zudem|gern|aussi"
    r"|ensuite|également|también|además|também|anche|inoltre|ook)\s+)?"
    r"(?:(?:is|are|was|were|has been|have been) (?:asked|going|supposed|meant|due|expected|tasked"
    r"|assigned|happy|willing) to|(?:is|are) to"
    r"|(?:(?:has|have) )?(?:agreed|promised|offered|volunteered|volunteers|offers|promises|agrees"
    r"|undertook|undertakes|undertaken|signed up|steps up|stepped up|pledged) to"
    r"|did (?:agree|promise|offer|volunteer|undertake) to"
    r"|(?:takes|took|has taken) it (?:up)?on (?:him|her|them)sel(?:f|ves) to"
    r"|(?:takes|took|has|got|gets|was given|accepts|accepted) (?:an|the) action(?: item"
    r"| point)? to"
    r"|(?:took|takes) on|(?:said|says)(?: that)? (?:he|she|they)(?: would|['’]d)(?! (?:be|like"
    r"|think|see|consider"
    r"|rather|prefer)\b)"
    r"|erklärten? sich (?:dazu |gern )?bereit,?|(?:hat|haben) sich (?:dazu )?bereit ?erklärt,?"
    r"|(?:hat|haben|hatte) (?:zugesagt|versprochen|angeboten|zugesichert),?|sagten? zu,?"
    r"|versprach(?:en)?,?|verspricht,?|boten? an,?|bot sich an,?|bietet (?:sich )?an,?"
    r"|nahm(?:en)? (?:es )?(?:sich|auf sich)(?: vor)?,?|meldeten? sich(?: freiwillig)?,?"
    r"|übernahm(?:en)?|kümmerten? sich (?=um\b)|wollt?en? (?=\S.{5,200}\S$)"
    r"|s['’]est (?:engagée?|proposée?|portée? volontaire) (?:à|pour)|se propose (?:de|pour)"
    r"|(?:a|ont) (?:promis"
    r"|accepté) de"
    r"|prend(?:ra)? en charge"
    r"|se (?:ofrece|ofreció|ofrecen) (?:a|para)|se comprometi(?:ó|eron) a|qued(?:ó"
    r"|a) (?:encargad[oa]"
    r" de|en)|se encargará de|se hace cargo de"
    r"|se ofereceu para|comprometeu-se a|ficou (?:responsável por|encarregad[oa] de)|vai ficar de"
    r"|si (?:occupa|occuperà|impegna|offre) (?:di|a)|si è (?:impegnat|offert)[oa] (?:a|di)"
    r"|zou|neemt op zich om|biedt aan om|взял на себя|взяла на себя|обещал[аи]?"
    r"|(?:wird|wurde|werden) (?:gebeten|beauftragt),?|est chargée? de|s['’]engage à"
    r"|to|will|shall|should|must|has to|have to|needs to|soll(?:en|te)?|muss|müssen|möge"
    r"|wird|werden|va a|van a|va|vont|doit|doivent|devra|se encarga de|se compromete a|debe"
    r"|tiene que|vai|vão|deve|fica de|ficou de"
    r"|zal|gaat|moet|ska|skall|skal|должен|должна|должны|будет|будут"
    r"|:|->|=>|→|[-\u2013\u2014]{1,2})\s+(?P<what>\S.*)"
    r"|\s*(?:se charge(?:nt)?|s['’]est chargée?|s['’]occupe(?:nt|ra)?|accepte|promet)"
    r" (?:de |d['’])(?=\w+(?:er|ir|re)\b)(?P<elided>\S.*)"
    r"|(?:さん|氏)?(?:が|负责|負責|将|來|会|来)(?P<han>\S.*)"
    r"|(?:['’]ll|['’]s (?:going|asked|supposed) to)\s+(?P<more>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""What ties a task to the people before it."""


def tied_to(text: str) -> str | None:
    """Return what a person ties to themselves; None if no tie stands behind the name."""
    match = _TIE.match(text)
    if match is None:
        return None
    return next((match[each] for each in ("what", "elided", "han", "more") if match[each]), "")
