"""The words that say nothing in a label, or deny what it says; months; offices. Plain data.

All are folded, as those of the lexicon are.
"""

FILLERS = """
tomadas tomados definidas definidos acordadas adoptadas adoptes weitere weiterer further lista
seznam lijst elenco etaient etait furent erano directors officers
trustees did
the a an of for from to at in on by our this today tonight we as are is was were what and or pls
please all both
new open current also items item list points point meeting call session taken made total members
member names name board committee team group only so far received sent including incl plus us
yesterday words week month year number line lines said section full be been have has had us you
der die das den dem des und oder von vom zu zur im am bei fur ein eine einen heute gestern neu
neue
neuen offene aktuelle mitglieder sitzung treffen sind waren ist war wurde bis alle uns es punkte
folgende personen bitte eintragen wir haben nr
le la les l de du d et ou en au aux une sont est ce cette qui membres reunion seance liste
nouveau
nouvelle nouvelles prises pris prise personnes cours toutes tous assiste assistent
el los las y o e del al una uno reuniao os do dos no na nos nas com il lo gli i di dei delle
riunione
het een van op bij vergadering w z sie spotkanie v s se och pa av for det mote s t
con releve relevo pudo pudieron pode puderam nick nicks irc names list по на в и с к причине
причинам встречи собрания
then following duly meeting's round floor section short brief final key main other general special
telechat telechats teleconference telecon videoconference su sua sus seu able could can kon
konden
konnte konnten kann konnen pu poterono venir
"""
"""Words that may stand in a label and say nothing."""

MONTHS = """
january february march april may june july august september october november december jan feb
mar
apr jun jul aug sep sept oct nov dec januar janner februar marz mai juni juli oktober dezember
janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero
marzo
abril mayo junio julio agosto septiembre octubre noviembre diciembre janeiro fevereiro marco
maio
junho julho setembro outubro novembro dezembro gennaio febbraio aprile maggio giugno luglio
settembre ottobre dicembre januari februari maart augustus monday tuesday wednesday thursday
friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi
mercredi jeudi vendredi samedi dimanche
"""

NEGATIONS = """
not no non nicht kein keine pas ne sans without nie ohne senza sin niet geen inte ikke ei без не
"""

ROLES = """
chair chairing chairs scribe scribing notes minutes secretary treasurer host remote remotely
online
phone late facilitator moderator lead leader president vice vorsitz vorsitzende vorsitzender
leitung
protokoll kasse kassenwart kassenwartin schriftfuhrung schriftfuhrer schriftfuhrerin moderation
animation secretaire tresorier tresoriere presidente presidenza segretario tesoriere secretario
secretaria tesorero tesorera moderador presidenta voorzitter notulist penningmeester
przewodniczacy
sekretarz ordforande sekreterare kassor quorum nobody none everyone everybody others guests
guest
staff bot minute taker note recording
"""
"""Words in a list of people that name nobody."""
