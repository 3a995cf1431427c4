"""The words by which minutes name their parts, in a dozen languages. Plain data.

All are folded as `senses.folded` does it: lower case, without accents. A word that ends in "*"
stands for all that begin with it. Phrases are parted by bars, and count before single words do.
"""

from enum import StrEnum


class Sense(StrEnum):
    """What a part of minutes is about."""

    THERE = "who was there"
    GUESTS = "guests"
    REGRETS = "who could not come and said so"
    ABSENT = "who was absent"
    OFFICE = "who did what at the meeting"
    AGREED = "what was agreed"
    ACTION = "who does what"
    MIXED = "agreements and tasks"
    OLD = "earlier tasks"
    RECALLED = "earlier agreements"
    DONE = "what is done"
    PUT_OFF = "what was put off"
    MOTION = "what was proposed"
    REFUSED = "what was not agreed"
    AGENDA = "what was to be talked about, and where to read more"
    NOTE = "anything else"


WORDS: dict[Sense, str] = {
    Sense.THERE: """
attend* present presents presente presentes presentet presenti praesent* there here particip*
joined roster rollcall onsite online remote remotely people with att pres p turnout faces
attendance
anwesen* anw teilnehm* teilgenommen tn da dabei stimmberechtigt* zugeschaltet mit
presence presences emargement avec appel
asisten* asistir asistio asistieron asistencia participaron reunidos estuvieron comparec*
estiveram
partecip* intervenuti aanwezig* deelnem* erbij
obecn* uczestni* przytomn* ucastni* pritomn* narvarande deltag* deltok tilstede lasna*
osallistuj* resztvev* jelenlevo* katilan* katilimci* prezent* присутств* участник* были
出席* 参加* 参会* 参与* 与会* 到会* 參加* 참석*
参加者* 与会人员* 参与人员* 到场* 出席者* 참가자* 참석자* присутств* zugegen anwesend* estaban
estavam
""",
    Sense.GUESTS: """
guest guests visitor* observer* visiting gast gaste gaeste besuch* beobacht* invite invites
invitee
invitees invitado* invitada* convidado* convidada* ospit* gosc goscie goscmi gaster gasten
gjest* vieras vieraat vendeg* konuk* oyente* obserwator* приглашенн* гост*
ゲスト* 嘉宾 列席* オブザーバー
""",
    Sense.REGRETS: """
regret* apolog* sorry excus* apol exc sick entschuldigt* entsch abgemeldet* verhindert* abgesagt
krank
empeche* excusad* disculp* justificad* justificaram scusat* giustific*
afgemeld* afmeld* verontschuldig* usprawiedliwi* omluven* avbud afbud forhinder* esteet
kimentette*
mazeret* уваж* 请假 請假 欠席連絡
連絡あり* 連絡済* 告假 事假 欠席届 excusa excusas avisaron aviso usprawiedl*
""",
    Sense.ABSENT: """
fehlt fehlen fehlten fehlend* absent absents absente absentes absentees absence missing away
abwesen* unentschuldigt* vollmacht
vertreten represente representee representes pouvoirs manquants ausente* assent* afwezig*
nieobecn*
nepritomn* franvarande fravaer* poissa отсутств* 欠席* 缺席* 불참*
未到* 未出席* 缺勤* 欠席者* 불참자*
""",
    Sense.OFFICE: """
chair* facilitat* scribe* secretary notetaker moderator moderated recorder timekeeper presiding
vorsitz* leitung versammlungsleit* sitzungsleit* moderation protokollfuhr* schriftfuhr*
protokollant*
gesprachsleit* protokoll animation animateur animatrice secretaire preside* redaction
secretario secretaria modera voorzit* notulist* notulen przewodnicz* protokol* ordforande
主持* 主席 会议主持* 记录人* 記録* 记录员* 纪要人* 纪要整理* 会议记录人* 議長* 司会* 書記*
進行役* 主催* председател* секретар* ведущ*
вел вела редактор* redacao anota* apunta* relator* modera anoto
""",
    Sense.AGREED: """
agree agreed agreement agreements decid* decision* resolved resolution resolutions carried
consensus
approved adopted accepted settled concluded passed ratified dec res unanimous unanimously
verdict
conclusion conclusions agreeing
beschluss beschlusse beschlossen beschliess* entschieden entscheidung* vereinbart vereinbarung*
abgemacht festgelegt einigkeit einstimmig angenommen konsens geeinigt ergebnis beschl
result results resultat resultate resultats resultado resultados
accord acte actes adopte adoptee adoptes adoptees approuve approuvee approuves convenu
acordado acordada acuerdo acuerdos resuelto aprobado aprobada resolucion* acordo acordos decisao
decisoes aprovado aprovada deliberac* deciso decisa approvato approvata delibera delibere
deliberato stabilito accordo besluit* besloten afgesproken afspraak akkoord
postanow* ustalon* ustaleni* uchwal* decyzj* zdecydowan* przyjeto rozhodn* usnesen* dohodnut*
schvalen* beslut beslutat besluta beslot vedtak vedtatt beslutning* beslutt* paatos paatokset
paatettiin hatarozat* dontes* karar kararlar
решен* решили постанов* договорил* вирішен* рішення
決定* 合意* 決議* 决定* 决议* 결정* 결의*
решил* договоренн* 决策* 会议决定* 会议决议* 一致同意* 通过 通過 結論* 结论* 承認 確定事項* 了承*
결론* 합의*
""",
    Sense.ACTION: """
action actions todo todos task tasks ai ais ap assigned assignment assignments followup
followups
homework act commitments promises jobs chores volunteered aufgabe* auftrag* arbeitsauftrag*
massnahme* arbeitspaket* hausaufgaben aufg tache taches suites tarea* accion acciones pendiente*
compromisos tarefa* acao acoes pendencia* encaminhament* azione azioni compito compiti attivita
actie acties actiepunt* actielijst taak zadani* ukol* uppgift* atgard* oppgave* opgave*
tehtava* feladat* teendo* gorev* yapilacak* задач* сделать поручен* завдан*
宿題* アクション* 担当* 課題* 待办* 任务* 行动* 行動* 待辦* 할일* タスク*
后续* 跟进* 下一步* 行动项* 行动事项* 待办事项* 责任* 対応* 作業* やること* 할일* 액션* поручения
""",
    Sense.OLD: """
old last previous earlier outstanding review reviewed past recap alte alten letzte letzten
letzter letztes
ruckblick
vorige vorigen precedent* dernier derniere dernieres rappel suivi anterior* pasad* ultima
ultimas
ultimo vorig* poprzedni* ostatni* minul* forra foregaende forrige прошл*
""",
    Sense.DONE: """
done closed finished completed complete fixed solved erledigt abgeschlossen fertig fait faits
faite
faites fini termine terminees hecho hechas completad* feito feitos concluid* fatto fatti klaar
gedaan afgerond zrobione zakonczon* hotovo klart klar ferdig valmis kesz готово сделано 完了
完成 済
""",
    Sense.PUT_OFF: """
postponed deferred tabled parked pending undecided vertagt verschoben zuruckgestellt offen
aufgeschoben ungeklart reporte reportee reportes remis aplazado* pospuest* adiad* rinviat*
uitgesteld* aangehouden odlozon* przelozon* odlozen* uppskjut* bordlag* utsatt* udsat*
unresolved
backlog later отложен* 継続 継続審議 保留 延期 搁置
推迟* 延后* 下次再议* 次回* 持ち越し* 先送り* 未决* 暂缓* 보류* перенесен* отложили carryover
""",
    Sense.MOTION: """
proposal proposals proposed propose motion motions moved suggested suggestion suggestions idea
ideas
amendment vorschlag vorschlage antrag antrage vorgeschlagen idee ideen proposition propositions
propuesta* mocion proposta* mocao proposte mozione voorstel* wniosek wnioski propozycj* navrh*
forslag предложен* 提案
""",
    Sense.REFUSED: """
rejected refused declined lost dropped failed defeated withdrawn disagreed abgelehnt verworfen
zuruckgezogen gescheitert rejete rejetee refuse refusee retire retiree rechazad* rejeitad*
recusad*
respint* bocciat* verworpen afgewezen odrzucon* zamitnut* avslag* avslatt* forkastet отклонен*
却下 否決
""",
    Sense.AGENDA: """
agenda tagesordnung link links dagordning references verweise liens see goals attachments
resources
議題 议程
会议议程* 議事次第* アジェンダ 안건* повестка
""",
    Sense.NOTE: """
topic topics thema themen sujet sujets help info information news date
time when place where location begin beginn start started end ende ended ort datum zeit uhrzeit
lieu
heure debut fin vote votes voting abstimmung discussion diskussion discussions discuss subject
betreff
objet dafur dagegen enthaltung* abstention* abstain* quorum notes note notizen verschiedenes
divers
misc miscellaneous aob other background context update updates status report reports bericht
berichte
summary resume zusammenfassung log logs transcript recording minutes correction was now
question questions frage fragen answer reason begrundung risk risks budget outcome pour contre
for
against logs actas acta verslag 次回 日時 場所 时间 地点
会议时间* 会议地点* 会议主题* 会议纪要* 会议记录 会議名 議事録* 日付 場所 主题* 讨论* 讨论内容*
議論* 内容 备注* 備考 下次会议* 下次例会* 次回会議* 次回日程*
次回開催* 时间* 日期* тема дата время место обсуждени* ata
""",
}
"""Single words that name a part."""

PHRASES: dict[Sense, str] = {
    Sense.THERE: """
in attendance | roll call | on the call | on call | in the call | in the room | in room | on
site
| in person | dialed in | dialled in | by phone | by video | on video | on irc | on matrix
| who was there | who was there and when | who is there | who is here | who was here | who came
| who attended | who joined | together with | add yourself | add your name | sign in | signed in
| around the table | mit dabei | vor ort | wer da war | wer war da | wer ist da | es waren da
| da waren | da sind | vertreten sind | am tisch | im call | membres presents | etaient la
| etait la | ont participe | sur place | a distance | en ligne | qui etait la | qui est la
| mettez votre nom ici | c'erano | erano presenti | who | kto był | kto byl
""",
    Sense.GUESTS: """
als gast | zu gast | en qualite d'invite | en qualite d'invitee | en qualite d'invites
| joined as guest
""",
    Sense.REGRETS: """
no pudo venir | no pudieron venir | não pôde vir | no pudo | couldn't make it | could not make
it | can't make it | can't come | cannot come | could not come
| couldn't come | unable to attend | unable to come | sent word | on leave | on holiday | on
vacation
| nicht da | nicht dabei | kann nicht | konnen nicht | konnte nicht | konnten
| pas dispo | pas disponible | pas disponibles
| n'ont pas pu venir | n'a pas pu venir | non disponibles | met kennisgeving | met bericht |
with notice
| with apologies | avec excuse
""",
    Sense.ABSENT: """
pas la | non presents | no show | no shows | did not come | didn't come | not seen | no word |
without notice
| without apology | ohne nachricht | ohne entschuldigung | vertreten durch vollmacht | est
represente
| est representee | non venus | pas venus | non excuse | non excuses | non excusee | non
excusees
| sans excuse | zonder bericht
""",
    Sense.OFFICE: """
note taker | notes taken by | minutes taken by | taken by | minute taker | minutes by | notes by
| hosted by | led by | chaired by | secretaire de seance | president de seance | prise de notes
| written by | protokoll von | minutes | notes | host
""",
    Sense.AGREED: """
what we agreed | what we decided | we agreed | we decided | decided on | agreed on
| wir sind uns einig | releve de decisions | on decide | nous avons decide | ce qui est decide
| wat is besloten | se acuerda | se acordo | se decide | se aprueba | se aprobo | agreed upon
""",
    Sense.ACTION: """
to do | to dos | next step | next steps | next action | next actions | follow up | follow ups
| who does what | action item | action items | action point | action points | action by
| to be done | to be done by | things to do | what's next | what next | taken on | zu tun | zu
erledigen | nachste schritte
| wer macht was | offene aufgaben | offene punkte | wer was | a faire | actions a mener
| suite a donner | qui fait quoi | prochaines etapes | por hacer | quien hace que | proximos
pasos
| a fazer | proximos passos | quem faz o que | da fare | prossimi passi | chi fa cosa | te doen
| wie doet wat | do zrobienia | kto co robi | kdo co | att gora | a gjore
""",
    Sense.OLD: (
        "last time | last meeting | from last time | carried over | vom letzten mal"
        " | la derniere fois"
    ),
    Sense.DONE: """
standup | stand up | daily standup | round table | roundtable | round robin | tour de table |
blitzlicht
| updates from everybody | what people did | since last time | was seither geschah
""",
    Sense.PUT_OFF: """
put off | left open | still open | open question | open questions | open point | open points
| open issues | parking lot | not discussed | not covered | no time | for next time | next time
| ran out of time | to the list | goes to the list | not decided | on hold | held over
| to be decided | nicht besprochen | nicht behandelt | offene fragen | auf die liste | nachstes
mal
| en attente | en suspens | non traite | pas traite | a voir | points en suspens | taken to the
list
| moved to the list | not reached | sin decidir
""",
    Sense.MOTION: "straw poll | proposed resolution | proposed decision | draft decision",
    Sense.REFUSED: """
not agreed | not accepted | no decision | no agreement | no consensus | agreed in principle
| not carried | not adopted | not approved | not passed | kein beschluss | keine beschlusse
| kein konsens | keine einigung | pas de decision | pas d'accord | pas de consensus | aucune
decision
| decided on the list | sin acuerdo
""",
    Sense.AGENDA: """
ordre du jour | orden del dia | ordem do dia | ordine del giorno | porzadek obrad
| action items by person | actions by person | by person | see also | further reading
""",
    Sense.NOTE: """
ata da | ata de | ata n | next meeting | next meetings | next call | next date | next one |
nachste sitzung | nachstes treffen
| prochaine reunion | prochaine date | proxima reunion | proxima reuniao | prossima riunione
| volgende vergadering | nastepne spotkanie | nasta mote | any other business | pour contre |
for
against
""",
}
"""Several words that name a part."""

COLUMNS: dict[str, str] = {
    "who": """who wer qui name names nom noms owner owners person persons responsible assignee
assigned member members nick attendee attendees participant participants verantwortlich
zustandig zustandige verantwortung responsable responsables responsabile quien quem chi
wie kto kdo vem hvem by lead actionee taker mitglied teilnehmer teilnehmende personne
nombre nome naam imie jmeno namn navn 担当 担当者 氏名 名前 负责人 姓名 кто""",
    "what": """what was quoi task tasks action actions aufgabe aufgaben todo item tache taches que
tarea description tarefa cosa wat taak actie zadanie co ukol uppgift oppgave accion acao
azione compito massnahme beschreibung descripcion descricao descrizione compromiso 内容 任务
事项 行动 アクション 作業 задача что""",
    "due": """when until due date deadline wann termin frist fallig quand echeance delai pour bis
cuando plazo fecha quando prazo data scadenza wanneer kiedy limite 期限 时间 截止 截止日期
срок""",
    "presence": """there present presence attended attendance da anwesend presente presences here
asistencia asistio presenca aanwezig obecny obecnosc narvarande statut 出席 出欠""",
    "result": """result results decision decisions ergebnis ergebnisse beschluss beschlusse
outcome
acuerdo 決定事項 决策 决策内容 决定事项 決定内容 decisao decisione besluit decyzja resolution
agreed resolved 決定 决定""",
    "topic": """topic subject thema sujet tema punto ponto assunto onderwerp temat top
agendapunkt nr no
number""",
    "state": "state status stand done erledigt etat estado stato stan ステータス 状態 状态 進捗",
}
"""What the head of a column may be called."""
