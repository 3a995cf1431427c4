"""Words by which machines say that they answer in somebody's place, by what they mean. Only data.

Stems in lower case, of all languages together: only two of different kinds, or one where nobody
writes it, say anything.
"""


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem.replace("_", " ") for stem in text.split())


BY_ITSELF = _stems(
    "auto авто αυτόματ otomat avtomat awtomat samodejn sjálfvirk uathoib 自動 自动 자동 "
    "אוטומט تلقائ آلي آلی خودکار स्वचालित स्वयंचलित অটো স্বয়ংক্রিয় தானியங் อัตโนมัติ "
    "tự_động ავტომატ ավտոմատ"
)
"""That something is done by a machine."""

ANSWERS = _stems(
    "repl respon antwo svar vastau vastus válasz απάντησ yanıt cevap cavab ответ відповід "
    "адказ отговор одговор odpov odpowied odgovor atbild atsak respuesta risposta réponse "
    "resposta răspuns erantzun ateb freagra përgjigj svör tugon jibu balas jawab trả_lời "
    "phản_hồi 回复 回覆 答复 答覆 応答 返信 회신 응답 답장 תשובה מענה رد پاسخ उत्तर जवाब "
    "উত্তর பதில் ตอบ პასუხ պատասխան"
)
"""That something is an answer."""

AWAY = _stems(
    "out_of_office out_of_the_office away_from_the_office on_vacation on_leave on_holiday "
    "abwesen nicht_im_büro im_urlaub absent_du_bureau absence_du_bureau absence en_congé "
    "fuera_de ausente ausencia fuori_ufficio fuori_sede assenza assente fora_do ausência "
    "afwezig niet_aanwezig poissa lomalla frånvaro ej_på_kontoret fravær ikke_på_kontoret "
    "nieobecn poza_biurem nepřítomn mimo_kancel neprítomn távollét házon_kívül "
    "нет_на_месте отсутств вне_офиса відсутн извън_офиса odsutan odsot izvan_ureda "
    "εκτός_γραφείου απουσ ofis_dışı büro_dışı eemal prombūtn nav_birojā išvyk ne_biure "
    "não_estou fora_da_oficina fora_de_l'oficina 不在 休假 外出 부재 휴가 מחוץ_למשרד "
    "בחופשה خارج_المكتب di_luar_kantor vắng_mặt ไม่อยู่"
)
"""How a note of absence begins."""
