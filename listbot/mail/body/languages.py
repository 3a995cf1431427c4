"""What mailers write around other people's words, by language. Only data: extend it to
teach the reader a language.

Everything is compared in lower case. `verbs` occur in attribution lines ("... wrote:"),
`openings` begin them; `labels` name the fields of the header block that Outlook and
webmailers put above an answered mail; `originals` occur between dashes above it; `devices`
begin the line that a phone adds below a mail.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language."""

    name: str
    verbs: tuple[str, ...]
    openings: tuple[str, ...]
    senders: tuple[str, ...]
    """Labels of the From line."""
    labels: tuple[str, ...]
    """Labels of the other lines: sent, date, to, copies, subject."""
    originals: tuple[str, ...]
    devices: tuple[str, ...]


LANGUAGES: tuple[Language, ...] = (
    Language(
        "English",
        verbs=("wrote", "writes", "said", "quoting"),
        openings=(
            "on",
            "at",
            "in",
            "quoting",
            "from",
            "--- on",
            "mon",
            "tue",
            "wed",
            "thu",
            "fri",
            "sat",
            "sun",
        ),
        senders=("from", "sender"),
        labels=(
            "sent",
            "date",
            "to",
            "cc",
            "subject",
            "reply-to",
            "sent at",
            "message-id",
            "organization",
            "newsgroups",
        ),
        originals=(
            "original message",
            "original appointment",
            "forwarded message",
            "forwarded by",
            "reply message",
        ),
        devices=(
            "sent from my",
            "sent from mail for",
            "sent from outlook",
            "sent from yahoo mail",
            "sent from proton",
            "sent from gmail",
            "sent from samsung",
            "sent from a ",
            "sent from phone",
            "sent from mobile",
            "sent from iphone",
            "sent via",
            "sent with ",
            "sent using",
            "get outlook for",
            "get bluemail for",
        ),
    ),
    Language(
        "German",
        verbs=("schrieb", "schreibt", "geschrieben", "zitat von"),
        openings=(
            "am",
            "mo",
            "di",
            "mi",
            "do",
            "fr",
            "sa",
            "so",
            "zitat",
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
        ),
        senders=("von",),
        labels=("gesendet", "datum", "an", "kopie", "betreff", "antwort an"),
        originals=(
            "ursprüngliche nachricht",
            "originalnachricht",
            "original-nachricht",
            "original nachricht",
            "weitergeleitete nachricht",
        ),
        devices=(
            "von meinem ",
            "gesendet von",
            "gesendet mit",
            "diese nachricht wurde von meinem",
            "holen sie sich outlook",
        ),
    ),
    Language(
        "French",
        verbs=("a écrit", "a ecrit", "a ?crit", "?crit", "écrit", "écrivait", "écrivit"),
        openings=("le", "lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
        senders=("de", "expéditeur"),
        labels=("envoyé", "date", "à", "a", "cc", "objet", "sujet", "envoyé le"),
        originals=(
            "message d'origine",
            "message original",
            "message d’origine",
            "message transféré",
            "message transmis",
        ),
        devices=(
            "envoyé de mon",
            "envoyé depuis",
            "envoyé à partir de",
            "envoyé avec",
            "envoyé d'un",
            "obtenir outlook",
            "télécharger outlook",
        ),
    ),
    Language(
        "Spanish",
        verbs=("escribió", "escribio", "escribe", "escribía"),
        openings=("el", "en", "a las", "lun", "mié", "jue", "vie", "sáb"),
        senders=("de", "remitente"),
        labels=("enviado", "fecha", "para", "cc", "asunto", "enviado el"),
        originals=("mensaje original", "mensaje reenviado"),
        devices=("enviado desde", "enviado con", "obtener outlook"),
    ),
    Language(
        "Italian",
        verbs=("ha scritto", "scrive", "scriveva"),
        openings=("il", "in data", "nel", "lun", "gio", "ven", "sab"),
        senders=("da", "mittente"),
        labels=("inviato", "data", "a", "cc", "oggetto"),
        originals=("messaggio originale", "messaggio inoltrato"),
        devices=("inviato da", "inviato dal", "inviata da", "scarica outlook", "ottieni outlook"),
    ),
    Language(
        "Portuguese",
        verbs=("escreveu", "escreve", "escreveram"),
        openings=("em", "no dia", "a", "seg", "ter", "qua", "qui", "sex"),
        senders=("de", "remetente"),
        labels=("enviado", "enviada em", "enviada", "data", "para", "cc", "assunto"),
        originals=("mensagem original", "mensagem encaminhada"),
        devices=(
            "enviado do meu",
            "enviado a partir do",
            "enviado do",
            "enviado via",
            "obter o outlook",
            "obtenha o outlook",
        ),
    ),
    Language(
        "Dutch",
        verbs=("schreef", "schrijft", "geschreven"),
        openings=("op", "ma", "wo", "vr", "za", "zo"),
        senders=("van",),
        labels=("verzonden", "datum", "aan", "cc", "onderwerp"),
        originals=("oorspronkelijk bericht", "origineel bericht", "doorgestuurd bericht"),
        devices=(
            "verstuurd vanaf",
            "verzonden vanaf",
            "verzonden met",
            "verstuurd met",
            "outlook voor",
        ),
    ),
    Language(
        "Russian",
        verbs=("написал", "написала", "написал(а)", "пишет", "писал", "писала"),
        openings=(
            "в",
            "от",
            "пн",
            "вт",
            "ср",
            "чт",
            "пт",
            "сб",
            "вс",
            "понедельник",
            "вторник",
            "среда",
            "четверг",
            "пятница",
        ),
        senders=("от", "от кого"),
        labels=("отправлено", "дата", "кому", "копия", "тема"),
        originals=(
            "исходное сообщение",
            "пересылаемое сообщение",
            "пересланное сообщение",
            "исходное письмо",
        ),
        devices=("отправлено с", "отправлено из", "послано с"),
    ),
    Language(
        "Ukrainian",
        verbs=("написав", "написала", "написав(ла)", "пише"),
        openings=("у", "ср", "нд"),
        senders=("від",),
        labels=("надіслано", "дата", "кому", "тема"),
        originals=("оригінальне повідомлення", "переслане повідомлення"),
        devices=("надіслано з",),
    ),
    Language(
        "Czech",
        verbs=("napsal", "napsala", "napsal(a)", "napsal/a", "píše"),
        openings=("dne", "v", "po", "út", "st", "čt", "pá"),
        senders=("od",),
        labels=("odesláno", "datum", "komu", "kopie", "předmět"),
        originals=("původní zpráva", "původní e-mail", "přeposlaná zpráva"),
        devices=("odesláno z", "odoslané z"),
    ),
    Language(
        "Polish",
        verbs=("napisał", "napisała", "napisał(a)", "napisał/a", "pisze", "napisa"),
        openings=("w dniu", "w", "dnia", "pon", "wt", "śr", "czw", "pt", "niedz"),
        senders=("od", "nadawca"),
        labels=("wysłano", "data", "do", "dw", "temat", "wysłane"),
        originals=(
            "oryginalna wiadomość",
            "wiadomość oryginalna",
            "wiadomość przekazana",
            "przekazana wiadomość",
        ),
        devices=("wysłane z", "wysłano z", "pobierz program outlook"),
    ),
    Language(
        "Swedish",
        verbs=("skrev", "skriver"),
        openings=("den", "på", "mån", "tis", "ons", "tors", "fre", "lör", "sön"),
        senders=("från",),
        labels=("skickat", "datum", "till", "kopia", "ämne"),
        originals=("ursprungligt meddelande", "originalmeddelande", "vidarebefordrat meddelande"),
        devices=("skickat från", "skickades från", "hämta outlook"),
    ),
    Language(
        "Danish",
        verbs=("skrev", "skriver"),
        openings=("den", "d.", "man", "tirs", "tor", "lør", "søn"),
        senders=("fra",),
        labels=("sendt", "dato", "til", "emne"),
        originals=(
            "oprindelig meddelelse",
            "oprindelig besked",
            "videresendt meddelelse",
            "opprinnelig melding",
        ),
        devices=("sendt fra", "hent outlook"),
    ),
    Language(
        "Japanese",
        verbs=(
            "さんは書きました",
            "は書きました",
            "のメール",
            "さんが書きました",
            "さん wrote",
            "のメッセージ",
        ),
        openings=(),
        senders=("差出人", "送信者"),
        labels=("送信日時", "日付", "日時", "宛先", "件名"),
        originals=("元のメッセージ", "転送メッセージ", "original message"),
        devices=("iphoneから送信", "ipadから送信", "私のiphoneから送信", "スマートフォンから送信"),
    ),
    Language(
        "Chinese",
        verbs=("写道", "寫道", "写到", "的邮件"),
        openings=("在", "于", "於"),
        senders=("发件人", "寄件者", "寄件人", "發件人"),
        labels=(
            "发送时间",
            "日期",
            "收件人",
            "抄送",
            "主题",
            "寄件日期",
            "收件者",
            "主旨",
            "時間",
            "時间",
        ),
        originals=("原始邮件", "原始郵件", "邮件原件", "转发的邮件", "原始訊息"),
        devices=("发自我的", "從我的", "发自", "發自"),
    ),
)

LIST_FOOTER_WORDS: tuple[str, ...] = (
    "mailing list",
    "unsubscribe",
    "mailman",
    "listinfo",
    "hyperkitty",
    "you received this message because",
    "maillist",
    "liste de diffusion",
    "mailingliste",
    "lista de correo",
    "abmelden",
    "désinscri",
)
"""Words that show a list's footer under a rule: mostly names of list servers and their commands."""

FORWARD_WORDS: tuple[str, ...] = (
    "forward",
    "weitergeleitet",
    "transféré",
    "reenviado",
    "inoltrato",
    "encaminhada",
    "doorgestuurd",
    "пересыла",
    "пересла",
    "přeposlaná",
    "przekazana",
    "vidarebefordrat",
    "videresendt",
    "転送",
    "转发",
)
"""Words that distinguish the title of a forwarded mail from that of an answered one."""

LIST_FOOTER_OPENINGS: tuple[str, ...] = (
    "to unsubscribe",
    "for additional commands",
    "you received this message because",
    "you are receiving this because",
    "unsubscribe:",
    "reply to this email directly",
)
"""Beginnings of footer lines that need no rule above them if an address or a link follows."""

SALUTATION_ENDS = (",", "!", "、")
