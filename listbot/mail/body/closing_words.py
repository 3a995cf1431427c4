"""Words of what stands below a mail without dashes, by what they mean. Only data.

Each is a stem in lower case; languages stand mixed, because a stem of one says nothing wrong in
another. Stems of scripts without spaces are looked for anywhere, the others where a word begins.
"""


def _stems(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SENT = _stems(
    "sent send gesendet gesend versendet envoy enviad enviat inviat verzonden verstuurd "
    "gestuur отправл послан надісл відправл odesl odosl poslan poslat послат пратен "
    "изпрат испрат адпраўл wysłan skicka sendt sänt lähetet küld elküld gönder göndər "
    "yollan trimis στάλ εστάλ απεστάλ saadet saadetud nosūt sūtīt išsiųst siųst bidal "
    "skrifað dikirim dihantar gửi ارسال أرسل مرسل فرستاد نوشته נשלח anfon cuireadh "
    "dërguar imetumwa ipinadala жіберіл yuborilgan илгээ 送信 发送 發送 发自 發自 寄自 "
    "傳送 보냄 보낸 전송 ส่งจาก ส่งโดย भेज पाठव পাঠা অனுப்ப அனுப்ப పంప ಕಳುಹ അയച്ച ਭੇਜ "
    "મોકલ გაგზავნ გამოგზავნ ուղարկ"
)
"""What a telephone says that it did: "sent from my iPhone"."""

MAIL = _stems(
    "mail e-mail email message messages communicat comunica mensaje mensagem messaggio "
    "missatge courriel "
    "nachricht bericht meddelande meddelelse melding viesti sähköpost üzenet levél zpráv "
    "správ wiadomo сообщен повідомл писм письм лист poruk sporoč порук mesaj ileti posta "
    "kiri sõnum vēstul laišk pranešim μήνυμα mezu skeyti tölvupóst pesan surel emel thư "
    "correo הודע דוא رسالة بريد ایمیل 邮件 郵件 メール 메일 메시지 ईमेल संदेश อีเมล "
    "ข้อความ"
)
"""What a notice of a company speaks of."""

NOTICES: tuple[tuple[str, ...], ...] = (
    _stems(
        "confiden privileged disclaimer vertraulich vertrouwelijk riservat poufn důvěrn "
        "dôvern konfiden fortrolig luottamuks bizalmas конфиден конфіден поверит "
        "повјерљив поверљив εμπιστευτικ gizli povjerlj poverlj zaupn rahasia sulit trúnað "
        "mật סודי חסוי سري محرمان 机密 保密 機密 기밀 비밀 गोपनीय ความลับ geheim"
    ),
    _stems(
        "recipient addressee addressed intended adressat empfänger destinat ontvanger "
        "geadresseerde odbior "
        "adresat adresát příjemc príjemc mottagar modtager mottaker vastaanottaj címzett "
        "получат адресат одержувач отримувач παραλήπτ alıcı primatel primal prejemnik "
        "saaja saajal saņēmēj gavėj penerima viðtakand nhận hartzaile נמען المرسل گیرنده "
        "收件人 受信者 宛先 수신 प्राप्तकर्ता ผู้รับ organization organisation"
    ),
    _stems(
        "delete vernicht lösch löschen supprim détrui elimin borre destruy cancell "
        "verwijder usuń usunię smaž vymaž radera slet slett poista töröl удал видал "
        "изтрий διαγρ silin șterge obriš izbriš kustuta dzēs ištrin hapus padam eyða xóa "
        "删除 削除 삭제 unauthor unerlaubt copying copied disclos click clic klick "
        "attachment attachments links external outside copié copie diffus divulg autoris "
        "mistake notify irrtüm erreur autoriz unbefugt allegat anhänge anlagen bijlage"
    ),
    _stems(
        "environment umwelt environnement ambiente medio milieu środowisk prostřed miljö "
        "miljø ympärist környezet окружающ природ περιβάλλον çevre mediu okoliš okolje "
        "okolin"
    ),
    _stems(
        "print printing ausdruck drucken imprim stamp afdrukk drukuj wydruk tisk tlač "
        "skriv tulost nyomtat печат друк εκτυπ yazdır tipăr ispis natis"
    ),
)
"""What such a notice says; one of two kinds is a notice, one of one kind a word like others."""

SIGN_OFFS: tuple[str, ...] = (
    "kind regards", "best regards", "regards", "warm regards", "many regards", "best wishes",
    "sincerely", "yours sincerely", "yours faithfully", "yours truly", "cheers", "greetings",
    "mit freundlichen", "viele grüße", "freundliche grüße", "beste grüße", "liebe grüße", "mfg",
    "schöne grüße", "cordialement", "bien à vous", "bien cordialement", "salutations", "saludos",
    "un saludo", "atentamente", "cordiali saluti", "saluti", "distinti saluti", "atenciosamente",
    "cumprimentos", "abraços", "salutacions", "met vriendelijke", "vriendelijke groet", "groeten",
    "mvh", "med vänlig", "vänliga hälsningar", "hälsningar", "med vennlig", "vennlig hilsen",
    "med venlig", "venlig hilsen", "hilsen", "terveisin", "ystävällisin", "üdvözlettel",
    "tisztelettel", "s pozdravem", "s pozdravom", "pozdrawiam", "z poważaniem", "с уважением",
    "з повагою", "поздрави", "с поздрав", "pozdrav", "lep pozdrav", "srdačan pozdrav", "поздрав",
    "lugupidamisega", "tervitades", "ar cieņu", "pagarbiai", "με εκτίμηση", "χαιρετισμούς",
    "saygılarımla", "iyi çalışmalar", "cu stimă", "cu respect", "agurrak", "kveðja",
    "敬具", "此致", "祝好", "trân trọng", "salam", "hormat saya", "בברכה", "مع التحية", "با احترام",
    "सादर", "ขอแสดงความนับถือ",
)  # fmt: skip
"""What ends a letter; a name and a notice follow."""
