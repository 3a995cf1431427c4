"""The vocabularies of the vote grammar: plain data, one constant per kind of word,
languages as rows.

Words are folded as in `tokens.py`: lower case, straight apostrophes, English contractions
written out ("i'm" is "i am"), so that one entry covers every spelling. Phrases are matched
word by word; `*` in a phrase means at most three words of any kind.
"""

MINUS_SIGNS = "\u2212\u2010\u2011\u2012\u2013\u2014\ufe58\ufe63\uff0d\u207b\u2796"
"""Minus, the hyphens and dashes that clients use instead, small, full-width, superscript
and heavy minus.
"""
PLUS_SIGNS = "\uff0b\ufe62\u207a\u2795"
THUMBS = {"\U0001f44d": "+1", "\U0001f44e": "-1"}
"""Emoji that are votes in words; a skin tone may follow them."""

CONTRACTIONS = {
    "i'm": "i am", "im": "i am", "i'd": "i would", "i'll": "i will", "i've": "i have",
    "we're": "we are", "we'd": "we would", "we'll": "we will", "we've": "we have",
    "you're": "you are", "they're": "they are", "he's": "he is", "she's": "she is",
    "it's": "it is", "that's": "that is", "that'd": "that would", "there's": "there is",
    "here's": "here is",
    "let's": "let us", "lets": "let us", "what's": "what is", "who's": "who is",
    "it'd": "it would", "there'd": "there would", "they'd": "they would",
    "you'd": "you would", "who'd": "who would",
    "it'll": "it will", "that'll": "that will", "this'll": "this will",
    "they'll": "they will", "you'll": "you will",
    "they've": "they have", "you've": "you have", "hadn't": "had not", "mustn't": "must not",
    "don't": "do not", "dont": "do not", "doesn't": "does not", "didn't": "did not",
    "can't": "can not", "cant": "can not", "cannot": "can not", "couldn't": "could not",
    "won't": "will not",
    "wouldn't": "would not", "shouldn't": "should not", "isn't": "is not",
    "aren't": "are not", "ain't": "is not",
    "wasn't": "was not", "weren't": "were not", "haven't": "have not", "hasn't": "has not",
    "gonna": "going to",
    "favor": "favour", "favoring": "favouring", "okay": "ok", "okey": "ok", "+1": "+1",
}  # fmt: skip


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


def phrase_list(text: str) -> tuple[str, ...]:
    """The phrases of a text, between semicolons, in order."""
    return tuple(phrase.strip() for phrase in text.split(";"))


NEGATIONS = vocabulary(
    "not never without unable no neither nor nicht kein keine pas non ne geen niet nie não"
)
"""Between the start of a clause and a value they turn the value into talk: "I can not +1
this", "not a -1".
"""

FIRST_PERSON = vocabulary(
    "i my me mine myself ich mein meine je mon ma yo mi io il ik mijn eu meu jag min jeg moj"
)
OTHERS = vocabulary(
    "you your yours he she they them their theirs his her hers him who whoever everyone "
    "everybody anyone anybody someone somebody people others members voters nobody each all both "
    "us most many several some which pmc committers developers maintainers"
)
"""A value of theirs is somebody else's: "they voted +1", "everyone was going to say +1"."""

OPENERS = vocabulary(
    "conditional conditionally ok yes yeah yep yup well so and also definitely definite "
    "fat whopping "
    "enthusiastic enthusiastically entirely big huge large strong strongly firm firmly clear "
    "resounding very hearty solid easy happy happily count non-binding nonbinding binding "
    "another here is just me too from indeed hi hello sure absolutely oh ah sorry then now "
    "therefore thus still again agree agreed obviously of course weak weakly mild soft biased "
    "personal personally humble own official formal unofficial late belated great good nice fine "
    "thanks thank you cheers lgtm ack aye totally fully total full wholehearted wholeheartedly "
    "certainly surely vote votes voting my mine work job idea plan call sounds looks like love "
    "it works for reasonable sense makes welcome excellent awesome cool perfect wow that this "
    "case in general but hence otherwise anyway overall simply warm warmly hell finally first "
    "second reluctant reluctantly unfortunately sadly casting giving adding changing switching "
    "moving reverting going to update updating correction hereby kudos hooray yay please right "
    "true exactly only rather slight slightly somewhat approximately about approx roughly minor "
    "retroactive retroactively symbolic advisory user community pmc member ja oui si sí da klar "
    "auch von mir de moi gern gerne danke merci gracias grazie dafür dagegen pour contre"
)
"""Words before a value that leave it the writer's: "Definitely +1", "a big +1"."""

FRAME_VERBS = vocabulary(
    "am be being give given giving vote voted voting cast casting say saying have had has go "
    "going will would put add count start starting begin change changed changing switch switched "
    "move moved revert reverting remain stay keep consider place register record reiterate "
    "repeat renew confirm offer submit make need get throw second send stands stand is was goes "
    "remains stays do feel meant mean want like down at as on with to for of from in it this "
    "that a an the one more still also really now here already therefore thus then strong "
    "strongly firm firmly position opinion objection votes stance mind own my me too clear big "
    "huge slightly slight somewhat weak weakly mild personally definitely certainly gladly "
    "happily entirely totally very much quite rather just only even again both generally "
    "basically pretty all hereby formally officially afraid sorry inclined leaning tempted "
    "binding non-binding nonbinding best highest badest biggest another enthusiastic "
    "approximately around about well late cautious cautiously tentatively tentative probably "
    "up down over back coming maybe perhaps possibly potentially might may could toward towards "
    "closer nearer passe wechsle wechsele zu zum à cambio paso passo naar stap går över"
)
"""Words that may come between a first person and the value: "I would also have to", "my
vote is".
"""

GIVING = vocabulary("give giving gave gives")
"""Verbs with an object before the value: "I have to give this new connector a -1"."""

BECOMES = vocabulary("into becomes became turns turned")
"""Between two values of one person: "my +1 becomes a -1"."""
MODALS = vocabulary("have must need will would am afraid")
"""A vote that begins with one of these leaves out its "I": "Have to go -1 here"."""

HEDGES = vocabulary(
    "maybe perhaps possibly potentially probably might may could leaning tempted tentatively "
    "tentative inclined closer nearer kinda sorta"
)
"""Words that leave a vote open: it is not counted, and the voter is asked."""

UNITS = vocabulary(
    "year years month months week weeks day days hour hours h hr hrs min mins minute minutes sec "
    "secs second seconds ms us ns bit bits byte bytes kb mb gb tb kib mib gib hz khz mhz ghz db "
    "dbm degree degrees celsius st nd rd th euro euros eur usd dollars percent pp px pt em line "
    "lines level levels index offset tape tapes points more extra other bonus xp insertions "
    "deletions files exit errno errors error utc gmt cet cest est pst bst ist tz hosts servers "
    "machines people persons users"
)
"""After a value they make it an amount: "+1 year", "-1 bit"."""

NUMBERISH = vocabulary(
    "code codes status index return returns returned returning error errno value values offset "
    "equal equals exit rc result results gives utc gmt cet cest est edt pst pdt bst ist msk jst "
    "timezone tz zone version level by temperature rank position pid uid gid fd default sizeof "
    "sets set phone tel fax call cell mobile voice whatsapp than plus minus times chapter "
    "section line row column page step layer axis x y z n j k count counter"
)
"""Before a value they make it a number: "exit code -1", "UTC -1", "Call me +1 415"."""

COUNTS = vocabulary(
    "two three four five six seven eight nine ten eleven twelve dozen couple several few many "
    "more enough least most only need needs needed require requires required requiring minimum "
    "total received receive receives got gets counted count tally majority votes number numbers "
    "passed passes"
)
"""Near a value they make it a tally or a rule: "at least three +1", "we have 3 +1"."""

MENTIONS = vocabulary(
    "is are was were means mean meaning indicates comes requires counts vote votes voters voter "
    "voting would should must can will may has have does needs wins equals button emoji reaction "
    "reactions comment comments come gets bedeutet heißt "
    "signifie signifient significa significan betekent znamená oznacza betyder"
)
"""After a value they show that it is only mentioned: "-1 means you object", "+1 votes"."""

RULED = vocabulary(
    "blocks stops vetoes kills holds ends fails wins passes suffices counts count block stop zählt "
    "zählen gilt gelten blockiert blockieren stoppt compte comptent vaut bloque bloquent cuenta "
    "cuentan vale valen bloquea conta contano blocca telt tellen geldt blokkeert platí neplatí "
    "blokuje liczy"
)
"""What a rule says of a value: "-1 with a reason blocks it"."""

CONDITIONS = phrase_list(
    "if; once; provided; providing; assuming; as soon as; only if; only when; on condition; on "
    "the condition; iff; with the condition; under the condition; conditional; conditionally; "
    "contingent; pending; subject to; unless; until; till; as long as; so long as; in case; "
    "depending; depends; sofern; sobald; wenn; falls; solange; bis; si; dès que; à condition; "
    "se; mits; cuando; vorausgesetzt; vorbehaltlich; unter vorbehalt; unter dem vorbehalt; unter "
    "der bedingung; unter der voraussetzung; es sei denn; sous réserve; sous condition; pourvu; à "
    "moins; sauf si; siempre que; siempre y cuando; a condición; con la condición; a menos que; "
    "salvo que; salvo se; salvo che; a condizione; a patto; purché; a meno che; na condição; desde "
    "que; sob condição; sob a condição; op voorwaarde; onder voorbehoud; tenzij; pokud; "
    "pod podmínkou; za podmínky; za předpokladu; jeśli; jeżeli; pod warunkiem; o ile; chyba że; "
    "under förutsättning; förutsatt; forutsatt; under forudsætning; если; при условии"
)
ITEM_NOUNS = vocabulary(
    "option item point question proposal form format candidate number no nr part motion choice "
    "variant alternative case plan topic variante punkt frage vorschlag"
)
"""Before the label of an item: "option 2", "Plan B"."""
CHOICES = (
    dict.fromkeys(
        vocabulary(
            "yes approve accept agree for aye yea ja oui si sí in support dafür zustimmung "
            "favorable favorevole eens souhlasím favor"
        ),
        "+1",
    )
    | dict.fromkeys(
        vocabulary(
            "no reject disapprove disagree against nay nein non oppose veto dagegen ablehnung "
            "contre contra contro contrario tegen oneens proti przeciw emot imod против"
        ),
        "-1",
    )
    | dict.fromkeys(
        vocabulary(
            "abstain neutral enthaltung abstention egal neutre neutro abstención abstenção "
            "astensione onthouding"
        ),
        "0",
    )
)
"""Words of the choices in a form or a legend."""
OPPOSING = vocabulary(
    "but yet though although however aber doch jedoch mais pero sino ma però maar men mas porém "
    "ale lecz но"
)
LIMITING = vocabulary(
    "only erst nur seulement uniquement solo sólo solamente soltanto solamente alleen slechts pas "
    "kun bara endast först apenas só somente tylko dopiero jen až только лишь"
)
TIMES = vocabulary(
    "after when once if upon with without from until till for on in as nach wenn falls sobald ab "
    "mit ohne für après si quand lorsque dès avec sans pour después tras cuando con sin para dopo "
    "se quando senza per na als wanneer zodra met zonder efter om når hvis med uten uden utan "
    "depois após com sem po jeśli gdy z bez když pokud s после если когда с без"
)
"""Words of time and conditions; behind a word of limits they bind a vote: "but only after"."""
NOT_BEFORE = frozenset(
    phrase_list(
        "not before; not until; not unless; not without; nicht vor; nicht bevor; nicht ohne; pas "
        "avant; no antes; no hasta; no sin; non prima; niet voor; niet voordat; inte före; inte "
        "innan; ikke før; não antes; nie przed; не раньше; не до"
    )
)
STATED = vocabulary(
    "says say said proposed proposes suggested suggests planned plan described written wrote "
    "writes outlined asked agreed discussed stated mentioned explained"
)
"""Behind "as" they show that a condition is the proposal's own."""
STANDING = frozenset({"until", "till", "bis"})
"""Words that say how long a vote stands, over zero as well."""
NEAR_CONDITIONS = (
    "when",
    "after",
    "given that",
    "but only",
    "except",
    "modulo",
    "with the proviso",
)
"""These are conditions only right after the value: "+1 when the file is there"."""
BINDING = phrase_list(
    "as long as; so long as; provided; providing; on condition; on the condition; under the "
    "condition; with the condition; only if; if we; if it; if there; if that; if somebody; if "
    "someone; if nobody; if no one; assuming; unless; subject to; contingent; once we; once it; "
    "once the; once i; once you; once they; once somebody; once someone; once all; as soon as; "
    "solange; sofern; à condition"
)
"""In mid-clause they bind an agreement in words; a bare "if" or "once" there may belong to
the thing agreed to.
"""
LASTING = frozenset(
    {"until", "till", "unless", "as long as", "so long as", "solange", "bis", "while"}
)
"""After a value below zero these say how long it stands; it stands now."""
IDLE_CONDITIONS = phrase_list(
    "if i can vote; if i can still vote; if i can cast; if i am allowed; if i am entitled; if i "
    "am eligible; if i am counted; if i am not too late; if i am still in time; if i may; if i "
    "have a vote; if i have a say; if i have any say; if i have voting; if i get a vote; if i "
    "get a say; if i get to vote; if i could vote; if i had a vote; if i count; if it counts; if "
    "that counts; if my vote; if it helps; if that helps; if it matters; if that matters; if "
    "needed; if necessary; if possible; if you ask; if you like; if you need help; if you need "
    "any; if you need a; if you want help; if you want me; if you want any; if you want a; if "
    "any doubt; if anyone cares; if anybody cares; if anyone is counting; if anybody is "
    "counting; if someone is counting; if somebody is counting; if anyone asks; if anybody asks; "
    "if anyone wants to; if anybody wants to; if someone wants to; if somebody wants to; if not "
    "already; if it was not clear; if that was not clear; if it is not obvious; if it was not "
    "obvious; if still open; if still needed; if still possible; if anything; if only because; "
    "if only to; if only for; once again; once more; if we still vote; if we are still voting; "
    "if this is still open; if it is still open; if it is not too late; if i understand; if i "
    "understood; if i read; if i am not mistaken; if i remember; if a bit; if a little; if "
    "somewhat; if slightly; if rather; if belated; if belatedly; if late; if reluctantly; if "
    "ever; if you must; if i must; if you insist; if that needs; if it needs saying; if it is not "
    "clear; if that is not clear; once and for; as soon as possible; as soon as we can; as soon "
    "as you can; as soon as you like; in case you; in case anyone; in case anybody; in case "
    "someone; in case somebody; in case it was; in case that was; in case it is not; in case that "
    "is not; wenn auch; wenn möglich; wenn nötig; falls möglich; falls nötig; si possible; si "
    "besoin; si nécessaire; si es posible; se possibile; se possível; pokud možno; pokud vím; "
    "pokud se nepletu; jeśli można; wenn ich darf; falls ich darf; falls jemand hilfe; falls "
    "ihr hilfe; falls du hilfe; falls nicht schon; wenn jemand hilfe; wenn ihr hilfe; wenn du "
    "hilfe; si quelqu'un a besoin; si vous avez besoin; si tu as besoin; si alguien necesita; si "
    "necesitas ayuda; se qualcuno ha bisogno; se serve aiuto; als iemand hulp; als je hulp; se "
    "alguém precisar; jeśli ktoś potrzebuje; pokud někdo potřebuje; once for; once "
    "because; unless i am; unless i miss; unless i missed; unless i have; unless i misread; unless "
    "i misunderstood; after all; when in doubt; when you are ready"
)
"""Courtesies that look like a condition."""

FROM_ME = vocabulary(
    "me my myself here us mir mich moi mí mij our side mia mim mě mne mnie mig meg mijn meiner"
)
REMARK_NOUNS = vocabulary(
    "comment comments point points suggestion suggestions idea ideas words remark remarks "
    "sentiment sentiments mail email post message reasoning analysis question questions answer "
    "statement concern concerns observation argument said says wrote writes mentioned suggested "
    "suggests thoughts propose proposes"
)
"""Things people say: a +1 to one is not a vote on the proposal."""

PROPOSING = vocabulary(
    "propose proposes proposing proposal suggest suggests suggesting vote votes voting opinion "
    "opinions thoughts objections objection object objects consensus comments think motion "
    "request"
)
"""In a quoted line they show that the answer below is to the proposal."""

META = vocabulary(
    "discussion discussions thread threads topposting top-posting posting subject quoting"
)
"""Things a mail may be for without being for the proposal."""

WITHDRAWALS = phrase_list(
    "withdraw; withdrawing; withdrawn; retract; retracting; retracted; take back; taking back; "
    "rescind; revoke; disregard my; ignore my; remove my; drop my; dropping my; cancel my; lift "
    "my; lifting my; scratch my; discard my; removing my; withdrew; lifted my; dropped my; "
    "objection lifted; objection dropped; objection is lifted; objection is dropped; objections "
    "lifted; objections dropped; veto lifted; veto dropped; veto is lifted; veto is dropped; -1 "
    "lifted; -1 dropped; never mind my; nevermind my; forget my; forget about my; strike my; no "
    "longer object; no longer oppose; no longer opposed; step back from my; stepping back from my; "
    "meant for the other; meant for another; "
    "meant for a different; meant for the wrong; to the wrong thread; in the wrong thread; no "
    "longer have any; no longer have an; ziehe; zurück; retire mon; retiro mi"
)
VOTE_NOUNS = vocabulary("vote votes veto objection objections stimme voto object oppose opposed")
TAKEN_BACK = vocabulary("withdrawn retracted lifted dropped rescinded revoked")
"""After a vote, and with nothing else, they are enough: "Objection withdrawn."."""
CHANGES = vocabulary(
    "changing change changed switch switching switched revert reverting move moving turn turning "
    "update updating make flip flipping flipped downgrade downgrading upgrade upgrading"
)

SWAPPING = vocabulary("replace replacing swap swapping exchange exchanging substitute")
SWAPPED_FOR = vocabulary("by with for")
"""Behind a value they lead to the one that takes its place: "Replace my 0 by a +1"."""

COURTESY = vocabulary(
    "hi hello hey dear all folks everyone everybody team guys list thanks thank you thx cheers "
    "regards best kind warm greetings sincerely yours br rgds hth ciao salut bonjour hallo viele "
    "grüße gruß mfg lg bye sorry please ps and for the very much many with your work a lot again"
)
GREETINGS = vocabulary(
    "hi hello hey dear thanks thank thx cheers regards best kind greetings sincerely yours br "
    "rgds hth ciao salut bonjour hallo viele grüße mfg lg bye sorry"
)
"""Words that begin a line of courtesy."""
FILLERS = vocabulary(
    "from me my side for now sorry the a an this that it on to of i am is vote votes voting "
    "would have give be here too also so just still and but no not yes nope no! as well strong "
    "strongly firm big clear idea proposal change binding non-binding at moment in general "
    "please personally really very afraid casting cast meant last mail previous earlier message "
    "again put count down minus one veto nak nack nein non dagegen dafür contre je suis ich bin en "
    "contra sono contrario tegen yo estoy io eu я против sou emot imod jestem przeciw jsem proti"
)
"""Words that give no reason: "-1 from me, sorry" is not explained."""

SMILES = (
    ":)",
    ":-)",
    ";)",
    ";-)",
    ":d",
    ":-d",
    ":p",
    ";p",
    "=)",
    "(:",
    "\U0001f600",
    "\U0001f609",
    "\U0001f60a",
    "\U0001f642",
)
