"""How people of other languages say that a value is their own, and what they put around it: plain
data, languages as rows.
"""

from listbot.votes.lexicon.words import phrase_list, vocabulary

FOR_ME = phrase_list(
    "von mir; von mir aus; von hier; von hier aus; von meiner seite; für mich; aus meiner sicht; "
    "meine stimme; mein votum; ich stimme; ich stimme mit; ich gebe; ich bin; stimme mit; stimme "
    "für; bin; de ma part; pour moi; pour ma part; de mon côté; mon vote; ma voix; je vote; je "
    "suis; je donne; je mets; por mi parte; de mi parte; para mí; mi voto; yo voto; voto; doy; da "
    "parte mia; per me; il mio voto; io voto; do; da minha parte; por mim; para mim; o meu voto; "
    "meu voto; eu voto; dou; van mij; van mijn kant; voor mij; wat mij betreft; mijn stem; ik "
    "stem; ik geef; ik ben; za mě; ode mě; ode mne; za mne; můj hlas; dávám; za mnie; ode mnie; "
    "mój głos; dla mnie; daję; från mig; min röst; fra mig; fra meg; min stemme; от меня; "
    "мой голос"
)
"""Before a value they say that it is the writer's: "Von mir ein +1", "za mě +1"."""
AROUND_MINE = vocabulary(
    "ein eine einen einem un une una uno um uma een en ett et der die das le la el il o de het "
    "also dus donc quindi así entonces portanto takže więc tak und y e i a ist est es è é is je "
    "jest är er klares klare dickes dicke fettes großes starkes festes gros grand grosse grande "
    "ferme gran fuerte grosso forte bel dik dikke groot grote stevige velké silné "
    "jasné duże mocne stort hjärtligt herzliches überzeugtes zurück hiermit auch"
)
"""They may come between these and the value, and before."""
GIVING_ABROAD = vocabulary("doy daré daría damos voto votaré puedo podemos pongo le lo les")
"""Behind a "no" they deny a value: "No doy mi +1"."""
CONDITIONS_ABROAD = phrase_list(
    "hvis; dersom; såfremt; om vi; om ni; om det; om inte; om ikke; om man; jos; kunhan; "
    "mikäli; edellyttäen; sillä ehdolla; feltéve; amennyiben; csak ha; csak akkor; azzal a "
    "feltétellel; eğer; ama yalnızca; ama sadece; yeter ki; şartıyla; koşuluyla; dacă; doar "
    "dacă; cu condiția; ako; samo ako; pod uvjetom; pod uslovom; pod pogojem; ak; za predpokladu; "
    "якщо; за умови; само ако; εφόσον; εάν; αν; υπό τον όρο; με την προϋπόθεση"
)
"""How the languages that have no row among the conditions of `words.py` begin one: their "if" and
"provided that". A closed class of words, not of phrases that people happen to write."""
ALSO = vocabulary("even as auch selbst même anche também también ook také")
"""Before the word of a condition they concede it: "+1 even if it takes a year"."""
BACK = vocabulary("back zurück terug tillbaka tilbage tilbake zpět indietro")
"""Right behind a value they take it back: "I take my +1 back and vote -1"."""
