"""What people write once they are helped, by language: plain data for `solved`, in the notation of
`votes.lexicon.matching`.

Words are folded: lower case, without accents, English contractions written out. A phrase is listed
only if it means one thing. "That works", "works for me" and "ca marche" may also agree to a plan,
"done" and "fixed" may answer the team's request, "all good" may say that nobody minds; so they are
left out.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

SOLVED = Phrases(
    en="""
        it|all|everything|_ works again|now|fine|perfectly|great|well|_ again|now|_
        it|all|everything|_ works again|now|fine for me|us again|now|_
        that|this works now|again; it|that|this|everything now works again|fine|_
        they|things|all work again|now again|now|_
        it|all|everything is|_ working again|now|fine again|now|_; working again|now|fine
        it|everything is working
        works as expected|it|before again|now; it|this|everything works as expected now|_
        it|that worked; this|that|it worked fine|perfectly|great
        that|this did it; that|this|_ did the trick
        it|that|this|my|the|_ problem|issue|bug|error is|_ now|_ solved|resolved now|_
        it|that|this|my|the|_ ticket|request|_ is|_ now|_ solved|resolved now|_
        it|that|this|all|everything is|has been|_ now|_ fixed|solved|resolved now|again|_
        the|this|my|our|_ problem|issue|bug|error is|has|_ been|_ now|_ fixed|gone now|_
        the|this|my|our|_ problem|issue|bug|error is|has|_ been|_ now|_ solved|resolved now|_
        that|this|it|you fixed|solved|resolved it|that|this|the|my problem|issue|error|_
        i solved|fixed|resolved it|this|that myself
        fixed now|_ ,|_ thanks|thx; fixed now|_ ,|.|_ thank|many you|thanks; thanks ,|_ fixed
        you|we can|may close this|the|it|my|that ticket|request|issue|case|_ ticket|_ now|_
        you|we can|may close ticket|_ ticket now|_
        please|_ feel free to close this|the|it|my ticket|request|issue|case|_ ticket|_ now|_
        please close this|the|it|my|_ ticket|request|issue|case|_ ticket|_ now|_
        close this|the|it|my ticket|request|issue|case|_ ticket|_ please
        this|the|my|it ticket|request|issue|case|_ ticket|_ can|may be closed now|_
        ticket can be closed; can be closed now|_
        all|everything is|_ good|fine|well|ok now|again now|again|_
        back to normal; everything|it|all is back to normal now|again|_
        it is all|_ up and running again|now; it is gone now|_
        it|the|this|my|our|_ problem|issue|error|_ does not happen|occur anymore
        it|the|this|my|our|_ problem|issue|error|_ does not happen|occur any more
        it|the|this|my|our problem|issue|error|_ no longer happens|occurs|appears
        no more problems|errors
    """,
    de="""
        es|alles|das|_ funktioniert wieder|jetzt|nun|einwandfrei wieder|alles|einwandfrei|prima|_
        es|alles|das|_ funktioniert prima|bestens|_ wieder|alles|einwandfrei|prima|_
        jetzt|nun funktioniert|klappt|geht|lauft es|alles|wieder|_ wieder|alles|_
        es|alles|_ lauft|klappt|geht wieder|jetzt|nun wieder|alles|_; es|alles|_ lauft|klappt
        es|das|_ hat geklappt|funktioniert; das war es
        das|es problem|_ ist|_ jetzt|nun|_ gelost|geloest|behoben|erledigt|weg
        problem|fehler|_ gelost|geloest|behoben; problem erledigt; jetzt|nun gelost|geloest|behoben
        problem|fehler ist|_ weg|verschwunden; der fehler ist weg|behoben|verschwunden
        hat sich erledigt; das|es|die|ticket sache|_ hat sich erledigt
        alles wieder|jetzt gut|ok|in|okay ordnung|_; jetzt ist|_ alles gut|ok|okay|bestens
        das|dieses|_ ticket|anfrage|_ kann|darf geschlossen|zu werden|_
        ihr|sie|du konnt|konnen|kannst|koennt|koennen das|dieses|es|_ ticket|_ schliessen
        bitte das|_ ticket|_ schliessen; passt jetzt|wieder
    """,
    fr="""
        ca|cela|tout|_ fonctionne; ca|cela|tout|_ fonctionne maintenant|bien|parfaitement
        ca|cela|tout|_ fonctionne|marche a|de nouveau; ca|cela|tout|_ marche bien|_ maintenant
        tout marche
        ca|cela a fonctionne|marche
        c'est|_ resolu maintenant|_; c'est regle|corrige maintenant|_
        le|mon|_ probleme est|_ resolu|regle|corrige maintenant|_
        c'est bon maintenant; tout est ok|bon maintenant; tout est rentre dans l'ordre
        vous|tu|on pouvez|peux|peut fermer|cloturer|clore le|ce|la|cette|_ ticket|demande|_
        le|ce ticket peut etre ferme|clos|cloture; fermez le ticket
    """,
    es="""
        ya|ahora|todo|_ funciona ya|ahora|bien|perfectamente|_; ya todo funciona; funciono
        ya|ahora|todo|_ funciona otra|de vez|nuevo; ya|_ esta funcionando
        ya|_ esta|_ solucionado|resuelto|arreglado; esta|ha quedado|sido|_ solucionado|resuelto
        el|mi|_ problema esta|_ solucionado|resuelto
        el|mi problema ha|fue sido|quedado|_ solucionado|resuelto
        todo bien ahora; ya no hay problema|problemas|error|errores
        pueden|puede|podeis|puedes cerrar el|este|la|esta ticket|caso|solicitud|_
        se puede cerrar el|este|_ ticket|caso|_
    """,
    it="""
        ora|adesso|tutto|_ funziona tutto|ora|adesso|bene|perfettamente|_ ora|adesso|_
        ora|adesso|tutto|_ funziona di|tutto nuovo|_; ha funzionato
        risolto; il|_ problema e|_ stato|_ risolto; e stato|_ risolto; tutto risolto
        tutto a|ok posto|_ ora|adesso; ora e|_ tutto a|ok posto|_
        potete|puoi|puo|potreste chiudere il|questo|la ticket|richiesta|_; si puo chiudere
        il|questo ticket puo essere chiuso
    """,
    nl="""
        het|alles|dit|_ werkt weer|nu|prima|goed|_ weer|goed|_; nu werkt het|alles weer|_
        het|alles doet het weer|nu; het heeft gewerkt; alles|het is weer in orde
        het|_ probleem|_ is|_ nu|_ opgelost|verholpen; het|_ probleem is weg; inmiddels opgelost
        het|dit|_ ticket kan|mag gesloten|dicht worden|_; kan gesloten worden; mag dicht
        jullie|je|u kunnen|mogen|kunt|mag het|dit|_ ticket|_ sluiten
    """,
    pt="""
        ja|agora|tudo|_ funciona novamente|agora|bem|perfeitamente|_
        ja|agora|tudo|_ funciona de|outra novo|vez
        ja|agora|tudo|_ esta funcionando agora|novamente|_; ja|agora|tudo|_ esta a funcionar
        funcionou; voltou a funcionar; resolvido; tudo resolvido; ja|_ foi|esta resolvido
        problema resolvido; o problema ja|_ foi|esta resolvido; tudo certo|bem|ok agora
        pode|podem|voces|podes podem|_ fechar|encerrar o|este|a|_ ticket|chamado|caso|_
        o|_ ticket|chamado pode ser fechado|encerrado
    """,
)
"""The requester says that it works."""

WORKS_AGAIN = Phrases(
    en="""
        works again|now|fine|perfectly again|now; now works again|_; works again|now for|_ me|_
        is|are working again|now|fine again|now|_; is|are fixed now|_
        is|are reachable|available|accessible|online|up again; is|are back online|up
    """,
    de=(
        "funktioniert|geht|lauft|klappt wieder|jetzt|nun wieder|_; "
        "ist wieder erreichbar|da|online|verfugbar"
    ),
    fr="""
        fonctionne|marche maintenant; fonctionne|marche de|a nouveau
        est de|a nouveau accessible|disponible|joignable
    """,
    es="funciona otra|de vez|nuevo; ya funciona; funciona ya|ahora",
    it="funziona di nuovo; ora|adesso funziona; funziona ora|adesso",
    nl="werkt|doet weer|nu|het weer|_; is weer bereikbaar|online|beschikbaar",
    pt="""
        funciona de novo; ja funciona; funciona agora|novamente; voltou a funcionar
        esta funcionando novamente|agora
    """,
)
"""What follows the name of a thing that was broken: "the login ... works again"."""

THANKS = Phrases(
    en="""
        many|_ thanks again|so|very|_ much|_; thank you|u so|very|_ much|_ again|everyone|all|_
        thx; thnx; tnx; ty; thanks a lot|million|bunch|ton again|_; big thanks
        thanks|thank you|_ so|very|_ much|_ for your|the|all the|your|_ \
        quick|fast|prompt|kind|great|_ \
help|support|fix|reply|answer|response|work|effort|assistance|info|information|update
        thanks to|_ all|everybody|everyone|folks|team; cheers
        i|we|_ appreciate it|that|this; much|_ appreciated
        great|excellent|perfect|wonderful|awesome work|job|_
        brilliant|fantastic|super|lovely|nice|cool work|job|_
        very good; well done; you rock; good|great to know|hear; sounds good
    """,
    de="""
        vielen|herzlichen|besten|lieben herzlichen|lieben|_ dank|danke nochmal|nochmals|_
        tausend|ganz|_ herzlichen|lieben|_ dank|danke nochmal|nochmals|_
        danke sehr|schon|vielmals|euch|dir|ihnen|nochmal|nochmals|_; dankeschon; dankesehr
        vielen|besten|_ danke|dank fur die|eure|ihre|deine schnelle|prompte|_ \
hilfe|antwort|unterstutzung|losung|ruckmeldung
        super; klasse; prima; perfekt; toll; spitze; wunderbar; sehr gut
    """,
    fr="""
        merci beaucoup|bien|infiniment|encore|_; merci a tous|toutes|vous; un|_ grand merci
        mille mercis
        merci beaucoup|_ pour votre|ton|l'aide|la|le|_ aide|reponse|support|rapidite|_
        super; parfait; genial; tres bien; impeccable; nickel
    """,
    es="""
        muchas|mil|muchisimas|_ gracias; muchas|mil|_ gracias a|por|de todos|todo|nuevo
        muchas|mil|_ gracias por la|su|tu|vuestra ayuda|respuesta; se|lo agradezco
        perfecto; genial; excelente; estupendo; muy bien
    """,
    it="""
        grazie mille|tante|molte|infinite|ancora|_; grazie a|di tutti|tutto
        molte|tante|mille grazie
        grazie per l'aiuto|il|la supporto|risposta|_
        perfetto; ottimo; benissimo; fantastico; gentilissimi
    """,
    nl="""
        dank je|u|jullie|_ wel|_; bedankt; dankjewel; dankuwel
        hartelijk|heel|veel erg|_ dank|bedankt
        bedankt voor de|je|jullie|uw snelle|_ hulp|reactie|antwoord
        top; geweldig; prima; fijn; mooi; perfect; super
    """,
    pt="""
        muito|muitissimo|_ obrigado|obrigada; muito|_ obrigado|obrigada por|a tudo|todos
        muito|_ obrigado|obrigada pela ajuda|resposta
        valeu; agradecido; agradecida; otimo; perfeito; excelente; maravilha
    """,
)
"""Thanks and praise."""

COURTESY = Phrases(
    en="""
        hi|hello|hey all|there|again|team|everyone|folks|everybody|_
        dear all|team|colleagues|everyone|_
        good morning|afternoon|evening; yes; yep; yeah; yup; ok; alright; noted; got it; understood
        and
        all good; all is well; just a|_ short|quick|_ feedback; never mind; nevermind; you too
        same to you
        sorry for the noise|trouble
        best|kind|warm|many|kindest|warmest regards|wishes|greetings; with best|kind regards|wishes
        regards; greetings; best; all the best; yours sincerely|truly|_; sincerely; take care; br
        bye; see you
        have a nice|great|good|lovely rest|_ of|_ the|your|_ day|weekend|evening|one|week
        great|nice|good weekend|day|evening
    """,
    de="""
        hallo|hi zusammen|alle|team|leute|herr|frau|_; liebe|lieber kollegen|leute|alle|herr|frau|_
        guten morgen|tag|abend; moin; servus; ja; und; alles gut|klar; verstanden; ok; kein problem
        entschuldigung fur die storung
        mit|_ freundlichen|freundliche|besten|beste grussen|grusse|gruessen|gruesse
        mit|_ viele|liebe|schone|herzliche grussen|grusse|gruessen|gruesse
        gruss; grusse; gruesse; mfg; lg; vg; bg; tschuss; bis dann
        schones|schonen wochenende|tag|abend|feierabend noch|_
    """,
    fr="""
        bonjour a|_ tous|toutes|_; cher; chere; bonsoir; salut; oui; et; d'accord; bien recu
        entendu
        bien|_ cordialement; bien a vous|toi; amicalement; a bientot
        bonne fin|continuation|_ de|_ journee|soiree|semaine; bonne continuation
        bon week-end|weekend
    """,
    es="""
        hola a|_ todos|_; estimado; estimada; buenos|buenas dias|tardes|noches; si; y; vale
        de acuerdo
        un|_ saludo|saludos cordial|cordiales|_; atentamente; buen dia; buen fin de semana
        hasta luego|pronto
    """,
    it="""
        ciao|buongiorno a|_ tutti|_; caro; cara; gentile; buonasera; salve; si; e; va bene
        d'accordo
        cordiali|distinti|cari|_ saluti; un saluto; buona giornata|serata; buon lavoro|weekend
        a presto
    """,
    nl="""
        hallo|hoi allemaal|_; beste allemaal|collega's|_; dag; goedemorgen; goedemiddag
        goedenavond; ja; en; oke
        met|_ vriendelijke|hartelijke groet|groeten; groet; groeten; groetjes; mvg; gr
        fijne|prettige dag|avond|weekend|week nog|_; fijn weekend
    """,
    pt="""
        ola a|_ todos|_; oi; prezado; prezada; bom dia; boa tarde|noite; sim; e; ok; entendido
        de acordo
        atenciosamente; com|_ os|_ melhores|_ cumprimentos; um|_ abraco; abracos; bom fim de semana
    """,
)
"""Greetings, goodbyes, and the "yes" and "and" in between."""

THE = vocabulary(
    "the my our this that your das der die mein meine unser unsere le la l' mon ma notre el mi "
    "nuestro nuestra il lo mio mia het de mijn ons onze o a meu minha nosso nossa"
)
"""Words that may come before the name of the thing that was broken."""

TURNING = vocabulary(
    "i you he she it they we one this that these those what which who how why where there here "
    "same else another the other others first second third last half part parts some most many "
    "few several each every any anything something someone somebody nothing nobody noone none no "
    "not never neither nor only just except without but however although though yet still again "
    "now then when whenever while if unless until till once before after since because or maybe "
    "perhaps probably possibly hopefully sometimes often seldom rarely hardly barely almost "
    "nearly mostly partly partially somewhat kind does do did is are was were be been has have "
    "had will would shall should can could may might must let make get help please need want "
    "wish hope think guess suppose seems looks problem problems issue issues error errors bug "
    "bugs workaround test today yesterday tomorrow monday tuesday wednesday thursday friday "
    "saturday sunday ich du er sie es wir ihr man nicht nichts nie niemand kein keine nur bloss "
    "fast beinahe kaum teilweise teils manchmal meist meistens vielleicht hoffentlich "
    "anscheinend angeblich scheinbar sonst aber doch jedoch allerdings ausser ohne bis wenn "
    "falls ob sobald solange oder erst noch immer gestern heute morgen problem fehler je tu nous "
    "vous ils elles on ne pas rien jamais aucun seul seulement presque peut-etre parfois mais "
    "sauf sans si quand est-ce que qui quoi ou probleme erreur encore hier toujours yo tu "
    "nosotros ellos no nada nunca ningun ninguna solo solamente casi quizas quiza a-veces pero "
    "excepto sin cuando que quien aun todavia ayer problema error io noi loro non niente nulla "
    "mai nessun nessuna solo soltanto quasi forse ma tranne senza se quando che chi ancora ieri "
    "problema errore ik jij hij zij wij jullie niet niets nooit geen alleen bijna misschien soms "
    "maar behalve zonder als wanneer of nog steeds gisteren probleem fout eu ele ela nos eles "
    "nao nada nunca nenhum nenhuma so apenas talvez mas exceto sem ainda ontem erro"
)
"""Words that can reverse a sentence: none of them is a name or a thing that was broken."""
