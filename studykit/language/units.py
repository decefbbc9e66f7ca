"""Units with several spellings: `yd`, `yards` and `yard` are one.

Pounds and tons are left out, because each is two things.
"""

from __future__ import annotations

from functools import cache

_SPELLINGS = """\
yd yds yard yards Yard Yards
ft foot feet Fuß pied pieds pie pies 英尺
in inch inches Zoll pouce pouces pulgada pulgadas 英寸
mi mile miles Meile Meilen milla millas 英里
nmi nautical_mile nautical_miles Seemeile Seemeilen 海里
mm millimetre millimetres millimeter millimeters Millimeter millimètre millimètres milímetro milímetros 毫米
cm centimetre centimetres centimeter centimeters Zentimeter centimètre centimètres centímetro centímetros 厘米
m metre metres meter meters Meter mètre mètres metro metros 米
km kilometre kilometres kilometer kilometers Kilometer kilomètre kilomètres kilómetro kilómetros 公里 千米
mg milligram milligrams Milligramm milligramme milligrammes miligramo miligramos 毫克
g gram grams gramme grammes Gramm gramo gramos 克
kg kilo kilos kilogram kilograms kilogramme kilogrammes Kilogramm kilogramo kilogramos 公斤 千克
oz ounce ounces
lb lbs
ml mL millilitre millilitres milliliter milliliters Milliliter mililitro mililitros 毫升
l L litre litres liter liters Liter litro litros 升
s sec secs second seconds Sekunde Sekunden seconde secondes segundo segundos 秒
ms millisecond milliseconds Millisekunde Millisekunden milliseconde millisecondes milisegundos 毫秒
min mins minute minutes Minute Minuten Min minuto minutos 分钟
h hr hrs hour hours Std Stunde Stunden heure heures hora horas 小时
km/h kph kmh kilometres_per_hour kilometers_per_hour Stundenkilometer 公里/小时
mph miles_per_hour
m/s metres_per_second meters_per_second 米/秒
V volt volts Volt
W watt watts Watt
kW kilowatt kilowatts Kilowatt
A amp amps ampere amperes Ampere
J joule joules Joule
N newton newtons Newton
Pa pascal pascals Pascal
Hz hertz Hertz
"""


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    rows = [line.replace("_", "\0").split() for line in _SPELLINGS.splitlines()]
    named = [tuple(name.replace("\0", " ") for name in row) for row in rows]
    return {_key(name): names for names in named for name in names}


def _key(name: str) -> str:
    return name if len(name) < 3 else name.casefold()  # `m` and `M`, `s` and `S` differ


def spellings(unit: str) -> tuple[str, ...]:
    """Return what a unit may be typed as, the longest first; nothing if it has no other spelling."""
    return tuple(sorted(_by_name().get(_key(unit), ()), key=len, reverse=True))


def without_unit(text: str, unit: str) -> str:
    """Return an amount without its unit in any spelling; unchanged if it has no other than `unit`."""
    for name in spellings(unit):
        for ending in (name, f"{name}."):
            at = len(text) - len(ending)
            if at > 0 and _key(text[at:]) == _key(ending) and not text[at - 1].isalpha():
                return text[:at].rstrip()
    return text
