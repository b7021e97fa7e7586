"""The names of months and weekdays in the main languages of Europe, as data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTHS: Mapping[int, str] = {
    1: "jan january januar jänner janvier janv enero ene gennaio gen janeiro januari sty stycznia styczeń ledna"
    " leden január januára ianuarie января январь янв січня січень gener tammikuu tammikuuta ocak ιανουαρίου"
    " ιανουάριος",
    2: "feb february februar février févr fév fevrier febrero febbraio fevereiro fev februari lut lutego luty"
    " února únor február februára februarie февраля февраль фев лютого лютий febrer helmikuu helmikuuta şubat"
    " φεβρουαρίου φεβρουάριος",
    3: "mar march märz maerz mär mrz mars marzo março maart mrt marts marca marzec března březen marec március"
    " martie марта март березня березень març maaliskuu maaliskuuta mart μαρτίου μάρτιος",
    4: "apr april avril avr abril abr aprile kwi kwietnia kwiecień dubna duben apríla apríl április aprilie"
    " апреля апрель апр квітня квітень huhtikuu huhtikuuta nisan απριλίου απρίλιος",
    5: "may mai mayo maggio mag maio mei maj maja května květen mája máj május мая май травня травень maig"
    " toukokuu toukokuuta may\u0131s μαΐου μάιος",
    6: "jun june juni juin junio giugno giu junho cze czerwca czerwiec června červen júna jún június iunie июня"
    " июнь июн червня червень juny kesäkuu kesäkuuta haziran ιουνίου ιούνιος",
    7: "jul july juli juillet juil julio luglio lug julho lip lipca lipiec července červenec júla júl július"
    " iulie июля июль июл липня липень juliol heinäkuu heinäkuuta temmuz ιουλίου ιούλιος",
    8: "aug august août aout agosto ago augustus augusti sie sierpnia sierpień srpna srpen augusta augusztus"
    " августа август авг серпня серпень agost elokuu elokuuta ağustos αυγούστου αύγουστος",
    9: "sep sept september septembre septiembre setiembre settembre set setembro wrz września wrzesień září"
    " septembra szeptember septembrie сентября сентябрь сен вересня вересень setembre syyskuu syyskuuta eylül"
    " σεπτεμβρίου σεπτέμβριος",
    10: "oct october oktober okt octobre octubre ottobre ott outubro out paź października październik října říjen"
    " októbra október octombrie октября октябрь окт жовтня жовтень lokakuu lokakuuta ekim οκτωβρίου οκτώβριος",
    11: "nov november novembre noviembre novembro lis listopada listopad novembra noiembrie ноября ноябрь ноя"
    " листопада листопад marraskuu marraskuuta kas\u0131m νοεμβρίου νοέμβριος",
    12: "dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des gru grudnia"
    " grudzień prosince prosinec decembra decembrie декабря декабрь дек грудня грудень desembre joulukuu"
    " joulukuuta aral\u0131k δεκεμβρίου δεκέμβριος",
}
WEEKDAY_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag"
    " samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles"
    " jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira"
    " terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag"
    " zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag poniedziałek wtorek"
    " środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle понедельник вторник"
    " среда четверг пятница суббота воскресенье".split()
)
SHORT_WEEKDAYS = frozenset("mo di mi do fr sa so lun mar mer jeu ven sam dim".split())
ARTICLES = frozenset("den le el il am dne la on".split())


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


MONTH_NUMBERS = {
    form: number for number, names in _MONTHS.items() for name in names.split() for form in (name, _fold(name))
}
MONTH_NAMES = "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True))
"""The names of months as alternatives of a pattern, longer ones first."""
_ENGLISH = {name for month in MONTHS for name in (month.lower(), month[:3].lower())} | {"sept"}
SURE_NAMES = "|".join(
    re.escape(name) for name in sorted(MONTH_NUMBERS, key=len, reverse=True) if len(name) > 3 or name in _ENGLISH
)
"""Those without the short ones of other languages than English, which are words that stand before numbers too."""
