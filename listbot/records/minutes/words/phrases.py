"""Phrases by which sentences say that nothing was agreed, that something is done, put off, or of an
earlier day. Plain data.
"""

import re

NOTHING_AGREED = re.compile(
    r"(?:nothing|none\b|no[.,;!]|no\Z|no (?:decision|agreement|consensus|conclusion|adoption"
    r"|changes?|outcome|result|quorum|objection"
    r"|action)|not\b|n/?a\Z"
    r"|in principle|nichts|keine?r?\W*\Z|keine? (?:beschl|konsens|einigung"
    r"|entscheid|ergebnis|abstimmung|änderung)|noch nicht|rien\b|pas (?:de (?:décision|consensus"
    r"|conclusion|vote)"
    r"|d['’]accord|décidé|tranché|encore)|aucune?\W*\Z|aucune? (?:décision|accord|objection)"
    r"|nada\b|ning[uú]n|nenhum|niente"
    r"|nessun|geen\b|brak\b|[-–—?.]+\Z|tbd\b|(?:open|offen|pending|deferred|postponed|tabled"
    r"|vertagt|reporté|abierto|pendiente)\b(?:\W*\Z|(?:\s*[,;:(–-]| un?til| bis| for"
    r"| for now).{0,30}\Z)|\d+ ?(?::|/|-|for\b|yes\b|ja\b|pour\b"
    r"|dafür))",
    re.IGNORECASE,
)
IS_DONE = re.compile(
    r"\((?:[^()]{0,40}\b)?(?:done|did|erledigt|fait|already|closed|completed|hecho|feito|fatto"
    r"|klaar|zrobione)\b[^()]{0,60}\)"
    r"|\b(?:is|are|was|were) done\b"
    r"|(?:[:,;]|\s[-–—]{1,2}|->|→)\s*(?:already )?(?:done|erledigt|fait|closed|completed"
    r"|cancell?ed|hecho|feito|fatto|klaar|gedaan|zrobione"
    r"|c['\u2019]est fait|finished|dropped)\b(?!\s+by)"
    r"|\[(?:done|erledigt|fait|closed|hecho|dropped|cancell?ed|complete|feito|fatto)\]"
    r"|~~[^~]{3,}~~\s*\Z|\A(?:done|erledigt|fait|closed)\b",
    re.IGNORECASE,
)
PUT_OFF = re.compile(
    r"\b(?:postponed|deferred|tabled|put off|next (?:meeting|call|time|week)|moved (?:this "
    r"|it )?to"
    r"|stays on the agenda|another day|not (?:agreed|decided|finished|discussed)|no (?:conclusion"
    r"|agreement|consensus)"
    r"|(?:did|do) not (?:decide|agree|come to an agreement|settle)|did not decide|in october"
    r"|back in"
    r"|to the list|vertagt|verschoben|zurückgestellt|nicht geeinigt|kein beschluss"
    r"|noch kein beschluss|nichts"
    r" entschieden|noch nicht entschieden|nicht (?:mehr )?(?:besprochen|behandelt)|ruhen"
    r"|kommt (?:jetzt )?auf die liste|report[ée]e?s?|plus tard"
    r"|pas (?:de|tranché|d['’]accord|décidé)|aplaza\w*|pospon\w*|pospuest\w*|adiad\w*|rinviat\w*"
    r"|uitgesteld|odłożon\w*|przełożon\w*"
    r"|ne décide rien|à voir|no time left|comes? back|can['’]?t decide|until (?:the )?(?:autumn"
    r"|next)|in two weeks)\b",
    re.IGNORECASE,
)
NEXT_MEETING = re.compile(
    r"(?:our |the |unser |la |le |il |el |a |o )?(?:next|following|nächste[rs]?|prochaine?"
    r"|próxim[ao]|prossim[ao]|volgende|następn[ey]|nästa|следующ(?:ая|ее|ий))"
    r" (?:meetings?|calls?|dates?|sessions?|sync|plenary|plenum|sitzung|treffen|termin|runde"
    r"|réunion|rendez-vous|séance|date|reunión|reunião|sesión|asamblea|riunione|incontro|vergadering"
    r"|spotkanie|mötet?|встреча|собрание|заседание)\b[^:\n]{0,30}:"
    r"|(?:次回|下次|다음)[^:\n]{0,10}:",
    re.IGNORECASE,
)
"""What says when people meet again: "Next call: 3 May"."""
SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bDr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)\s+(?=[\"“(¿¡«]?[A-ZÀ-ÝÄÖÜŁŚŻА-ЯЁ])|(?<=[。！？])\s*(?=\S)"
)
"""Between two sentences."""
CANCELLED = re.compile(
    r"\b(?:cancell?ed the meeting|(?<!next )(?:meeting|call) (?:was|is|has been"
    r"|had to be) (?:cancell?ed|called off)"
    r"|(?:meeting|call) did(?: not|n['’]t) (?:take place|happen)|there was no (?:meeting|call)"
    r"|called off the (?:meeting|call)"
    r"|(?:treffen|sitzung|plenum)[^\n]{0,40} (?:ausgefallen|abgesagt|fiel aus|fand nicht statt)"
    r"|réunion [^.\n]{0,30}annulée"
    r"|réunion n['\u2019]a pas eu lieu|reunión (?:se canceló|fue cancelada|no se celebró)"
    r"|reunião foi cancelada"
    r"|riunione (?:è stata )?annullata|vergadering (?:ging niet door|is afgelast)"
    r"|zebranie (?:się )?(?:nie odbyło|odwołano))\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:last (?:time|year|month|meeting|week)|earlier minutes|previous(?:ly)?"
    r"|letzte[sn]? (?:mal|sitzung|jahr)"
    r"|damals|dernière fois|avions (?:décidé|convenu)|had (?:been )?(?:agreed|decided)|hatten wir"
    r"|as agreed|wie beschlossen"
    r"|comme (?:convenu|décidé)|(?:decided|agreed) (?:in \w+ )?already|already (?:decided|agreed)"
    r"|\A\W*rappel|la última vez)\b",
    re.IGNORECASE,
)
STILL_OPEN = re.compile(
    r"\b(?:still open|carried over|carry over|ongoing|pending|in progress|not (?:yet )?done"
    r"|no progress|open|continues|continued|outstanding"
    r"|noch offen|offen|in arbeit|läuft noch|en cours|pas (?:encore )?fait|reporté\w*|à suivre"
    r"|pendiente|em andamento|in corso|nog open|w toku)\b",
    re.IGNORECASE,
)
