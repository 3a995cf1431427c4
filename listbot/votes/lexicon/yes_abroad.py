"""A yes in other languages, which leaves a silence whole: words, plain data, used by
`inwords/abroad.py`.
"""

from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import vocabulary

YES = vocabulary(
    # German
    "einverstanden dafür passt gern gerne prima klasse top toll perfekt okay ok okidoki zustimmung "
    "erfolg glück daumen richtig schön "
    "wunderbar ausgezeichnet hervorragend spitze fein meinetwegen klar genau super "
    # French
    "d'accord accord bonne bon bien parfait entendu volontiers excellent excellente génial "
    "impeccable nickel approuve soutiens convient chance "
    # Spanish, Italian, Portuguese
    "acuerdo perfecto adelante vale genial estupendo conforme apoyo suerte buena bueno "
    "bene accordo perfetto ottimo ottima benissimo favorevole volentieri fortuna appoggio "
    "acordo ótimo ótima perfeito concordo favorável sorte boa "
    # Dutch and Scandinavian languages
    "akkoord eens goed fijn uitstekend mooi succes bra fint toppen instämmer enig enige godt "
    # Polish, Czech, Russian, Ukrainian
    "zgoda jasne świetnie dobrze popieram zgadzam powodzenia souhlasím jasně výborně podporuji "
    "согласен согласна поддерживаю отлично хорошо конечно згоден згодна підтримую чудово "
    # Chinese, Japanese, Korean
    "好的 可以 同意 赞成 支持 没问题 好主意 贊成 沒問題 了解です 了解しました 賛成です "
    "賛成します 賛成 異議なし 同意します 承知しました よろしくお願いします "
    "좋아요 좋습니다 찬성합니다 동의합니다"
)
"""One of these in a sentence of nothing but such words is a yes."""

AROUND_YES = vocabulary(
    "ja jawohl von mir aus für mich uns ist das es finde ich wir sehr ganz völlig voll auch klingt "
    "hier idee vorschlag plan guter gute gutes sache lösung stimme dem zu viel "
    "drücke die alles bin sind gut weiter so "
    "oui tout à fait très c'est moi ça me va je suis j'approuve pour par de mon côté une idée plan "
    "sí si de en por mi mí parte me parece muy bien estoy totalmente una la es está idea plan para "
    "per va sono molto una mi sembra è di pienamente idea anche sì "
    "sim por mim parece muito estou está tudo uma plenamente totalmente ideia bem "
    "wat mij betreft voor het heel een lijkt klinkt is helemaal ermee mee me idee ben ik doen "
    "låter för mig håller med idé jag det er jeg helt en god "
    "się jak najbardziej ja jestem bardzo to w pełni za pomysł dobry nápad dobrý tak "
    "да я очень идея хорошая за так"
)
"""What may stand around it."""

NO_OBJECTION = Phrases(
    de="""
        keine|null einwände|bedenken|probleme; kein|null problem|einwand; nichts dagegen
        habe ich nichts dagegen; spricht nichts dagegen; geht in ordnung; in ordnung; geht klar
        kann nur zustimmen
    """,
    fr="pas de|d' problème|souci|objection|objections; aucune objection; aucun souci|problème; "
    "rien contre|à redire; pas d'objection|d'objections",
    es="sin objeciones|objeción|problema|problemas; ningún problema; nada en contra",
    it="nessuna obiezione; nessun problema; niente in contrario",
    pt="sem objeções|problema|problemas; nada contra; nenhuma objeção; nenhum problema",
    nl="geen bezwaar|bezwaren|probleem; niets op tegen; niks op tegen",
    sv="inga invändningar|problem; inget problem",
    pl="nie mam nic|żadnych przeciwko|przeciw|zastrzeżeń; bez zastrzeżeń; nie ma sprawy|problemu",
    cs="nemám námitky|námitek; bez námitek|problému; nic proti",
    ru="не|нет против|возражаю|возражений; нет возражений",
)
"""A yes that denies an objection."""

_YES_AND_COURTESY = {
    "ja": "bitte gern gerne danke dankeschön schön sehr natürlich klar unbedingt bitteschön graag "
    "dank dankje alsjeblieft alstublieft hoor bedankt tack gärna tak takk absolut",
    "jawohl": "bitte danke",
    "oui": "merci s'il vous te plaît plait svp stp bien sûr volontiers beaucoup avec plaisir",
    "sí": "por favour gracias muchas claro supuesto gustosamente",
    "sì": "grazie certo volentieri per favore prego mille",
    "sim": "por favour obrigado obrigada claro muito certo",
    "tak": "poproszę proszę oczywiście chętnie dziękuję",
    "ano": "prosím děkuji díky jasně rád ráda",
    "áno": "prosím ďakujem",
    "да": "пожалуйста спасибо конечно",
    "da": "hvala molim mulțumesc rog vă",
    "так": "дякую звичайно будь ласка",
    "kyllä": "kiitos",
    "joo": "kiitos",
    "igen": "köszönöm kérem",
    "evet": "lütfen teşekkürler",
    "ναι": "παρακαλώ ευχαριστώ",
    "はい": "お願いします",
}
COURTEOUS_YES = {word: vocabulary(polite) for word, polite in _YES_AND_COURTESY.items()}
"""The one word for yes of a language, and the courtesies that go with it: "Ja, bitte". Folded:
"favor" is "favour".
"""
AMBIGUOUS_YES = vocabulary("tak da так")
"""By itself it says something else in another language: "Tak" is Danish for thanks."""

TURNS_ABROAD = vocabulary(
    "aber jedoch allerdings nur doch sondern bloß höchstens außer obwohl mais cependant toutefois "
    "seulement sauf pourtant pero sino excepto aunque ma però tranne invece soltanto mas porém "
    "exceto maar alleen behalve echter lecz tylko jednak však но только однако але"
)
"""Behind one of these comes what somebody really wants to say."""
