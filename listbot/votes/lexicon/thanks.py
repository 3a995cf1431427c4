"""Thanks in many languages, which leave a silence whole: words, plain data, used by
`lazy_consensus.py`.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

THANKS = vocabulary(
    "merci danke dankeschön vielen herzlichen besten gracias muchas mil grazie mille dank "
    "bedankt obrigado obrigada muito tak tack tusen takk kiitos спасибо благодарю děkuji díky "
    "dziękuję dzięki teşekkürler ευχαριστώ hvala дякую mulțumesc köszönöm aitäh paldies ačiū cảm "
    "terima धन्यवाद شكرا תודה 감사합니다 고맙습니다 谢谢 謝謝 thanks thank thx cheers ta "
    "mange hartelijk moltes gràcies eskerrik faleminderit tänan tänud děkuju děkujeme ďakujem "
    "ďakujeme хвала благодаря velké wielkie большое огромное çok suur ty tysm thnx tnx tks"
)
"""Words of thanks, at the start of a sentence."""

THANKED_LAST = ("ありがとう", "ありがとうございます", "ありがとうございました", "感謝します")
THANKED_FIRST = ("谢谢", "謝謝", "感谢", "感謝")
"""The end, and the start, of a short sentence of thanks in writing without spaces."""

THANKFUL = vocabulary(
    "gentil gentille utile super génial sympa parfait bravo nett lieb toll prima klasse spitze "
    "nützlich amable genial útil perfecto gentile perfetto bravissimo aardig fijn mooi handig "
    "simpático ótimo kind nice lovely useful great helpful fin flott hyggeligt snällt bra "
    "trevligt"
)
"""One of these in the rest of a sentence of thanks is the reason for them."""

THANKED_FOR = vocabulary(
    "beaucoup sehr viel bien pour le la les l' ton ta tes votre vos tout cela ça travail résumé "
    "fürs compte-rendu explication explications aide für die das den deine dein eure arbeit mühe "
    "très clair claire muy claro molto chiaro sehr klar helder duidelijk "
    "zusammenfassung erklärung hilfe info infos por el los tu su trabajo resumen explicación ayuda "
    "per il lo i tuo vostro lavoro riassunto spiegazione aiuto pelo pela o a os trabalho resumo "
    "explicação ajuda voor de het je jouw werk uitleg samenvatting hulp för det arbetet arbete "
    "sammanställningen hjälpen for arbeidet arbejdet hjelpen hjælpen za pracę podsumowanie pomoc "
    "práci shrnutí vysvětlení za работу помощь объяснение "
    "je wel u jullie alvast heel erg hartelijk så mycket meget mye mange paljon moc wielkie bardzo "
    "большое огромное szépen nagyon lepa lijepa puno πολύ çok dir euch ihnen vielmals asko "
    "moltes pěkně pekne foarte mult multe labai liels suur infiniment infinitamente allemaal allen "
    "à toi vous skal du have lieben herzlichen tänu million lot bunch "
    "alla tous toutes todos todas tutti tutte wszystkim všem всем kaikille"
)
"""What people thank for: a sentence of thanks and of these alone is nothing else."""

HEARD = vocabulary(
    "understood noted roger acknowledged verstanden entendu compris entendido anotado capito "
    "begrepen förstått forstått noteret notiert genoteerd rozumiem rozumím понял принято"
)
"""A short sentence that begins with one of these only says that its writer has read the mail."""

WELL_DONE = Phrases(
    en="great|good|nice|excellent|lovely|impressive work|job|write-up|writeup|summary|overview",
)
"""Praise for work, if nothing but courtesies and names follow."""

UNTHANKFUL = vocabulary(
    "lieber warten wartet noch brauche brauchen nutze nutzen benutze benutzen attendre attends "
    "préfère encore besoin utilise utilisons plutôt trop prefiero esperar necesito usamos uso "
    "todavía demasiado preferisco aspettare serve usiamo ancora troppo liever wachten nog nodig "
    "prefiro preciso ainda dommage schade lástima peccato jammer pena"
)
"""Words of need and waiting in other languages: no mere thanks."""
