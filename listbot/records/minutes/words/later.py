"""Phrases by which sentences put something off, in a dozen languages. Plain data."""

import re

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|autumn|spring|summer|winter|januar|februar|märz|mai|juni|juli|oktober|dezember|herbst"
    r"|frühjahr|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|la rentrée|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
    r"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)"
)
_MEETING = r"(?:meetings?|calls?|times?|weeks?|sessions?|months?|telechats?|interim|sync|round)"

SURELY = re.compile(
    r"\b(?:postpon(?:e|ed|ing)|deferred|defer (?:this|it|that)|tabled|put off|shelved"
    r"|adjourned to"
    r"|punt(?:ed)?|bump(?:ed)?|(?:pushed|moved|moving|move|push) (?:this |it |that |this one "
    r"|back"
    r" ){0,2}"
    rf"to (?:the |our )?(?:next|following|list|\w+ {_MEETING}|{_MONTH})"
    rf"|(?:carried|held) over|left (?:it |this )?for (?:the |our )?(?:next|{_MONTH}"
    rf"|\w+ {_MEETING}"
    r"|another)|(?:comes?|come|goes) back (?:to (?:it|this)|in|with|when|at)"
    rf"|back in {_MONTH}|another day|(?:stays|remains|kept) on the agenda|is now the agenda"
    r"|no time(?: left)?|ran out of time|out of time|(?:lack|want) of time|not (?:discussed"
    r"|reached"
    r"|covered|finished|dealt with)|revisit\w*|parked|on hold"
    rf"|(?:talk|speak|discuss|look|decide)\w*(?: \w+){{0,4}} (?:next {_MEETING}|in two weeks"
    rf"|in {_MONTH}|later)|(?:un)?til (?:the )?next {_MEETING}"
    r"|so next (?:time|week|meeting)|on the agenda for|next (?:week|time|meeting|call) again"
    r"|taken to the list|(?:poll|vote|question|matter|decision) goes to the list"
    r"|(?:un)?til \w+ (?:is|are) (?:back|here)|when \w+ (?:is|are) (?:back|here)"
    r"|vertagt|vertagen|verschoben|verschieben wir|zurückgestellt|aus zeitgründen|keine zeit mehr"
    r"|nicht (?:mehr )?(?:besprochen|behandelt)|ruhen|(?:kommt|geht)(?: jetzt)? auf die liste"
    r"|(?:bleibt|blieb|bleiben)(?: \w+){0,2} liegen|nochmal? im|nächstes mal|beim nächsten mal"
    r"|(?:reden|sprechen|besprechen|entscheiden)(?: wir)?(?: \w+){0,2} (?:im|erst|später|beim"
    r"|wieder)|wird (?:im|beim|auf) [^.]{0,40}\b(?:besprochen|gesprochen|entschieden)"
    r"|wollen wir erst|report(?:é|ée|és|ées)|reporte à|ajourné\w*|remis(?:e|es)? (?:à|au)"
    r"|plus tard|en repar\w+|à revoir|faute de temps|pas (?:traité|abordé)\w*"
    r"|en suspens|aplaza\w*|aplazó|pospon\w*|pospuest\w*|(?:dejamos|dejan|deja) para"
    r"|queda (?:pendiente|para)|se deja para"
    r"|(?:falta|por falta) de tiempo|se retoma\w*|adiad[oa]s?|adiou|fica(?:rá|ram|m)? para"
    r"|ficou para|não deu tempo|falta de tempo|rinviat\w*|rimandat\w*|se ne riparla"
    r"|uitgesteld|doorgeschoven|aangehouden|volgende keer|komt terug|odłożon\w*|przełożon\w*"
    r"|wrócimy|na następn\w+ spotkani\w+|bordlagt|bordläggs|skjuts upp|uppskjut\w*|utsatt"
    r"|отлож\w+|перен[её]с\w*|перенос\w*|не успели|верн[её]мся|в следующий раз|поговорим"
    r"|следующ(?:ую|ей) встреч\w+)(?!\w)"
    rf"|(?:->|=>|→) ?{_MONTH}\b"
    r"|(?:->|=>|→) ?(?:nächste[snrm]?|next|prochaine?|próxim[ao]|prossim[ao])\b"
    r"|推迟|延后|延期|押后|下(?:次|周|个月)(?:会议|例会)?(?:再|讨论|继续)|暂缓|搁置|留待|改期"
    r"|次回(?:に|へ|以降|まで)|持ち越|先送り|見送|保留|継続(?:審議|検討)|다음 회의|보류|연기",
    re.IGNORECASE,
)
"""What is said of something only if it is put off."""
MAYBE = re.compile(
    r"\b(?:not (?:yet )?(?:agreed|decided|settled)|(?:did|do) not (?:\w+ )?(?:decide|agree|settle"
    r"|come to an agreement)|can['’]?t decide|wait for (?:him|her|them)"
    r"|no (?:agreement|consensus|conclusion|decision)|a tie|call that open|still open"
    r"|kein(?:e)? (?:konsens|beschluss|einigung|entscheidung)|(?:noch )?nicht (?:entschieden"
    r"|geeinigt)|nichts entschieden|einigen konnten wir uns"
    r"|pas (?:de (?:consensus|décision)|d['’]accord|décidé|tranché)|ne décid\w+ rien|à voir"
    r"|sin (?:acuerdo|decidir)|no hubo acuerdo|não houve acordo|no se (?:acuerda|decide|acordó"
    r"|decidió)|sem (?:acordo|decisão)"
    r"|nessun accordo|geen besluit|nie (?:ustalono|zdecydowano))(?!\w)"
    r"|未决|没有结论|未达成|結論が出|決まらな",
    re.IGNORECASE,
)
"""What is said of something that was not agreed on; it is put off unless the same part agrees."""
WHEN = re.compile(
    rf"(?:(?:to|un?til|till|for|in|by|at|on|auf|bis|im|à|au|en|jusqu['’]\w+|hasta|para|per|a|ao?"
    rf"|na|tot|naar)\b|next\b|{_MONTH}\b|wegen|due|because|since|as\b|[-–—.!?]*\Z)",
    re.IGNORECASE,
)
"""How a text begins that says only until when: "to the June meeting"."""
IS_CLAUSE = re.compile(r"\b(?:is|was|est|wird|ist|se|fica|è|ran)\b", re.IGNORECASE)
"""A verb that makes a sentence of what looks like a label."""
