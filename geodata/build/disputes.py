"""What is written about disputed areas and boundary lines: decided by hand, neutral in wording.

Terms: `administered_by` names who governs an area on the ground; a code that begins with XX- there stands
for the area's own authorities. `claimed_by` names every side that claims sovereignty, the administering one
included. A note says who administers and who claims; it takes no position. Statuses of lines:

- international: a boundary between states, or of a disputed area with a third state;
- undetermined: not agreed between its two sides, or an administrative line that one side calls a boundary;
- line-of-control: an armistice, ceasefire or disengagement line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shapely import LineString, Point

from geodata.build.names import Text, country_name

__all__ = [
    "AREAS",
    "AREA_NOTES",
    "KERCH_RULE",
    "KERCH_STRAIT",
    "LINE_RULES",
    "DisputedArea",
    "LineRule",
    "Status",
]


class Status(StrEnum):
    INTERNATIONAL = "international"
    UNDETERMINED = "undetermined"
    LINE_OF_CONTROL = "line-of-control"


@dataclass(frozen=True)
class DisputedArea:
    """An area that is part of no country's fill."""

    id: str
    name: Text
    administered_by: tuple[str, ...]
    claimed_by: tuple[str, ...]
    note: Text


def _text(en: str, ru: str) -> Text:
    return {"en": en, "ru": ru}


AREAS: tuple[DisputedArea, ...] = (
    DisputedArea(
        "XX-CRIMEA",
        _text("Crimea", "Крым"),
        ("RU",),
        ("RU", "UA"),
        _text(
            "Administered by Russia since 2014; claimed by Ukraine and Russia. UN General Assembly "
            "resolution 68/262 treats it as part of Ukraine.",
            "Под управлением России с 2014 года; на территорию претендуют Украина и Россия. Резолюция "
            "68/262 Генеральной Ассамблеи ООН относит её к Украине.",
        ),
    ),
    DisputedArea(
        "XX-ABKHAZIA",
        _text("Abkhazia", "Абхазия"),
        ("XX-ABKHAZIA",),
        ("GE", "XX-ABKHAZIA"),
        _text(
            "Administered by its own authorities, with Russian forces present; claimed by Georgia. "
            "Recognised as a state by Russia and a few others.",
            "Под управлением собственных властей, размещены российские войска; на территорию претендует "
            "Грузия. Независимость признали Россия и ещё несколько государств.",
        ),
    ),
    DisputedArea(
        "XX-SOUTH-OSSETIA",
        _text("South Ossetia", "Южная Осетия"),
        ("XX-SOUTH-OSSETIA",),
        ("GE", "XX-SOUTH-OSSETIA"),
        _text(
            "Administered by its own authorities, with Russian forces present; claimed by Georgia. "
            "Recognised as a state by Russia and a few others.",
            "Под управлением собственных властей, размещены российские войска; на территорию претендует "
            "Грузия. Независимость признали Россия и ещё несколько государств.",
        ),
    ),
    DisputedArea(
        "XX-AKSAI-CHIN",
        _text("Aksai Chin", "Аксай-Чин"),
        ("CN",),
        ("CN", "IN"),
        _text(
            "Administered by China; claimed by India and China.",
            "Под управлением Китая; на территорию претендуют Индия и Китай.",
        ),
    ),
    DisputedArea(
        "XX-SIACHEN",
        _text("Siachen Glacier", "Ледник Сиачен"),
        ("IN",),
        ("IN", "PK"),
        _text(
            "Administered by India since 1984; claimed by India and Pakistan.",
            "Под управлением Индии с 1984 года; на территорию претендуют Индия и Пакистан.",
        ),
    ),
    DisputedArea(
        "XX-NORTHERN-CYPRUS",
        _text("Northern Cyprus", "Северный Кипр"),
        ("XX-NORTHERN-CYPRUS",),
        ("CY", "XX-NORTHERN-CYPRUS"),
        _text(
            "Administered by its own authorities, with Turkish forces present; claimed by Cyprus. "
            "Recognised as a state by Türkiye only.",
            "Под управлением собственных властей, размещены турецкие войска; на территорию претендует "
            "Кипр. Независимость признала только Турция.",
        ),
    ),
    DisputedArea(
        "XX-KOSOVO",
        _text("Kosovo", "Косово"),
        ("XX-KOSOVO",),
        ("RS", "XX-KOSOVO"),
        _text(
            "Administered by its own authorities; claimed by Serbia. Declared independence in 2008; "
            "recognised by part of the UN members.",
            "Под управлением собственных властей; на территорию претендует Сербия. Независимость "
            "провозглашена в 2008 году, её признала часть государств ООН.",
        ),
    ),
    DisputedArea(
        "XX-TRANSNISTRIA",
        _text("Transnistria", "Приднестровье"),
        ("XX-TRANSNISTRIA",),
        ("MD", "XX-TRANSNISTRIA"),
        _text(
            "Administered by its own authorities, with Russian forces present; claimed by Moldova. "
            "Recognised by no UN member.",
            "Под управлением собственных властей, размещены российские войска; на территорию претендует "
            "Молдова. Ни одно государство ООН её не признало.",
        ),
    ),
    DisputedArea(
        "XX-GOLAN",
        _text("Golan Heights", "Голанские высоты"),
        ("IL",),
        ("IL", "SY"),
        _text(
            "Administered by Israel since 1967; claimed by Syria and Israel.",
            "Под управлением Израиля с 1967 года; на территорию претендуют Сирия и Израиль.",
        ),
    ),
    DisputedArea(
        "XX-ABYEI",
        _text("Abyei", "Абьей"),
        ("SD", "SS"),
        ("SD", "SS"),
        _text(
            "Under special status since 2005, with a UN force present; claimed by Sudan and South Sudan.",
            "Особый статус с 2005 года, размещены силы ООН; на территорию претендуют Судан и Южный Судан.",
        ),
    ),
    DisputedArea(
        "XX-SOMALILAND",
        _text("Somaliland", "Сомалиленд"),
        ("XX-SOMALILAND",),
        ("SO", "XX-SOMALILAND"),
        _text(
            "Administered in most part by its own authorities; claimed by Somalia. Declared independence "
            "in 1991.",
            "Большей частью под управлением собственных властей; на территорию претендует Сомали. "
            "Независимость провозглашена в 1991 году.",
        ),
    ),
    DisputedArea(
        "EH",
        _text("Western Sahara", "Западная Сахара"),
        ("EH", "MA"),
        ("EH", "MA"),
        _text(
            "Administered by Morocco in the west and by the Sahrawi authorities in the east; claimed by "
            "both. On the UN list of non-self-governing territories.",
            "Западная часть под управлением Марокко, восточная — сахарских властей; претендуют обе "
            "стороны. В списке несамоуправляющихся территорий ООН.",
        ),
    ),
    DisputedArea(
        "XX-SOUTHERN-KURILS",
        _text("Southern Kuril Islands", "Южные Курильские острова"),
        ("RU",),
        ("JP", "RU"),
        _text(
            "Administered by Russia since 1945; claimed by Japan (as the Northern Territories) and Russia.",
            "Под управлением России с 1945 года; претендуют Япония (как на «северные территории») и Россия.",
        ),
    ),
)

AREA_NOTES: dict[str, Text] = {
    "TW": _text(
        "Administered by the authorities in Taipei; claimed by the People's Republic of China.",
        "Под управлением властей в Тайбэе; на территорию претендует Китайская Народная Республика.",
    ),
}
"""Notes on areas that are neither states of the UN system nor hatched as disputed."""


@dataclass(frozen=True, eq=False)
class LineRule:
    """Status and note of the line between two sides, or of its sector inside `within`.

    `within` is (west, south, east, north) in degrees; a segment belongs to the sector that holds its middle.
    """

    sides: tuple[str, str]
    status: Status
    note: Text
    sector: str = ""
    within: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)

    def covers(self, sides: tuple[str, str], middle: Point) -> bool:
        west, south, east, north = self.within
        return self.sides == sides and west <= middle.x <= east and south <= middle.y <= north


def _administrative_line(area_id: str, state: str) -> LineRule:
    area = next(area.name for area in AREAS if area.id == area_id)
    claimant = country_name(state)
    return LineRule(
        (state, area_id),
        Status.UNDETERMINED,
        _text(
            f"Administrative line of {area['en']}, which has its own authorities; {claimant['en']} claims "
            "the area beyond it.",
            f"Административная линия: {area['ru']} под управлением собственных властей; на территорию за "
            f"линией претендует {claimant['ru']}.",
        ),
    )


def _third_state(sides: tuple[str, str], boundary_en: str, boundary_ru: str) -> LineRule:
    """A disputed area's outer boundary: nobody disputes where it runs, only whose it is."""
    return LineRule(
        sides,
        Status.INTERNATIONAL,
        _text(
            f"Outer boundary of a disputed area; recognised by the UN as the boundary {boundary_en}.",
            f"Внешняя граница спорной территории; ООН признаёт её границей {boundary_ru}.",
        ),
    )


_LAC_NOTE = _text(
    "Line of Actual Control, not agreed; India and China each administer their side and claim land beyond "
    "it.",
    "Линия фактического контроля, не согласована; Индия и Китай управляют каждый своей стороной и "
    "претендуют на земли за ней.",
)

LINE_RULES: tuple[LineRule, ...] = (
    # Crimea. The strait has no shared arc: see KERCH_STRAIT.
    LineRule(
        ("UA", "XX-CRIMEA"),
        Status.UNDETERMINED,
        _text(
            "Crimea is administered by Russia since 2014 and claimed by Ukraine; Ukraine calls this line "
            "an administrative one, Russia a state boundary.",
            "Крым под управлением России с 2014 года, на него претендует Украина; для Украины эта линия "
            "административная, для России — государственная граница.",
        ),
        sector="perekop",
    ),
    LineRule(
        ("RU", "UA"),
        Status.INTERNATIONAL,
        _text(
            "Boundary of 1991, recognised by the UN. Russia holds parts of Ukraine's territory and claims "
            "four Ukrainian regions since 2022; the line of contact is not drawn.",
            "Граница 1991 года, признанная ООН. Россия удерживает часть территории Украины и с 2022 года "
            "претендует на четыре её области; линия соприкосновения не показана.",
        ),
    ),
    # The Caucasus.
    _administrative_line("XX-ABKHAZIA", "GE"),
    _administrative_line("XX-SOUTH-OSSETIA", "GE"),
    _third_state(("RU", "XX-ABKHAZIA"), "of Georgia with Russia", "Грузии с Россией"),
    _third_state(("RU", "XX-SOUTH-OSSETIA"), "of Georgia with Russia", "Грузии с Россией"),
    LineRule(
        ("AM", "AZ"),
        Status.INTERNATIONAL,
        _text(
            "Delimitation under way since 2024 on the basis of the boundary of 1991.",
            "Делимитация идёт с 2024 года на основе границы 1991 года.",
        ),
    ),
    # Kashmir and the Himalaya.
    LineRule(
        ("IN", "PK"),
        Status.LINE_OF_CONTROL,
        _text(
            "Line of Control of 1972 in Kashmir; the southern and eastern side is administered by India, the "
            "other by Pakistan; each claims land beyond it.",
            "Линия контроля 1972 года в Кашмире; южная и восточная сторона под управлением Индии, другая — "
            "Пакистана; каждая страна претендует на земли за ней.",
        ),
        sector="line-of-control",
        within=(73.0, 32.79, 78.0, 36.0),
    ),
    LineRule(
        ("IN", "PK"),
        Status.UNDETERMINED,
        _text(
            "Called international border by India and working boundary by Pakistan; Jammu, on the Indian "
            "side, is claimed by Pakistan.",
            "Индия называет линию международной границей, Пакистан — рабочей; на Джамму, с индийской "
            "стороны, претендует Пакистан.",
        ),
        sector="working-boundary",
        within=(74.3, 32.28, 75.45, 32.79),
    ),
    LineRule(
        ("PK", "XX-SIACHEN"),
        Status.LINE_OF_CONTROL,
        _text(
            "Actual Ground Position Line: Siachen, to the east, is administered by India and claimed by "
            "Pakistan.",
            "Линия фактических позиций: Сиачен, к востоку от неё, под управлением Индии, на него "
            "претендует Пакистан.",
        ),
    ),
    LineRule(
        ("IN", "XX-SIACHEN"),
        Status.UNDETERMINED,
        _text(
            "Limit of the land claimed by Pakistan; both sides of it are administered by India.",
            "Предел территории, на которую претендует Пакистан; обе стороны под управлением Индии.",
        ),
    ),
    LineRule(
        ("CN", "XX-SIACHEN"),
        Status.UNDETERMINED,
        _text(
            "Shaksgam, to the north, is administered by China under an agreement with Pakistan of 1963 "
            "and claimed by India; Siachen is administered by India and claimed by Pakistan.",
            "Шаксгам, к северу, под управлением Китая по соглашению с Пакистаном 1963 года, на него "
            "претендует Индия; Сиачен под управлением Индии, на него претендует Пакистан.",
        ),
    ),
    LineRule(
        ("CN", "PK"),
        Status.UNDETERMINED,
        _text(
            "Line of the agreement of 1963 between China and Pakistan; India claims the land on both "
            "sides (Gilgit-Baltistan and Shaksgam).",
            "Линия соглашения Китая и Пакистана 1963 года; на земли по обе стороны (Гилгит-Балтистан и "
            "Шаксгам) претендует Индия.",
        ),
    ),
    LineRule(
        ("IN", "XX-AKSAI-CHIN"),
        Status.UNDETERMINED,
        _text(
            "Line of Actual Control: Aksai Chin, to the east, is administered by China and claimed by India.",
            "Линия фактического контроля: Аксай-Чин, к востоку, под управлением Китая, на него претендует "
            "Индия.",
        ),
    ),
    LineRule(
        ("CN", "XX-AKSAI-CHIN"),
        Status.UNDETERMINED,
        _text(
            "Limit of the land claimed by India; both sides of it are administered by China.",
            "Предел территории, на которую претендует Индия; обе стороны под управлением Китая.",
        ),
    ),
    LineRule(
        ("CN", "IN"),
        Status.INTERNATIONAL,
        _text(
            "Follows the convention of 1890, which both sides accept in the Sikkim sector.",
            "По конвенции 1890 года, которую в секторе Сиккима принимают обе стороны.",
        ),
        sector="sikkim",
        within=(88.0, 27.0, 89.0, 28.5),
    ),
    LineRule(
        ("CN", "IN"),
        Status.UNDETERMINED,
        _text(
            "McMahon Line of 1914: Arunachal Pradesh, to the south, is administered by India and claimed "
            "by China.",
            "Линия Мак-Магона 1914 года: Аруначал-Прадеш, к югу, под управлением Индии, на него "
            "претендует Китай.",
        ),
        sector="mcmahon",
        within=(91.0, 27.0, 98.0, 30.0),
    ),
    LineRule(("CN", "IN"), Status.UNDETERMINED, _LAC_NOTE, sector="west-and-middle"),
    LineRule(
        ("BT", "CN"),
        Status.UNDETERMINED,
        _text(
            "No boundary treaty; talks continue. Areas administered by Bhutan or China are claimed by the "
            "other.",
            "Договора о границе нет, переговоры идут. На участки под управлением Бутана и Китая есть "
            "встречные претензии.",
        ),
    ),
    LineRule(
        ("IN", "NP"),
        Status.UNDETERMINED,
        _text(
            "Kalapani and Limpiyadhura: administered by India, claimed by Nepal.",
            "Калапани и Лимпиядхура: под управлением Индии, претендует Непал.",
        ),
        sector="kalapani",
        within=(80.4, 29.9, 81.2, 30.5),
    ),
    LineRule(
        ("AF", "PK"),
        Status.INTERNATIONAL,
        _text(
            "Durand Line of 1893: the boundary for Pakistan and the UN; not recognised by Afghanistan.",
            "Линия Дюранда 1893 года: граница для Пакистана и ООН; Афганистан её не признаёт.",
        ),
    ),
    # Korea, Cyprus and the Balkans, Moldova.
    LineRule(
        ("KP", "KR"),
        Status.LINE_OF_CONTROL,
        _text(
            "Military Demarcation Line of the armistice of 1953: the north is administered by North "
            "Korea, the south by South Korea; each side has claimed the whole; there is no peace treaty.",
            "Военно-демаркационная линия перемирия 1953 года: север под управлением КНДР, юг — Южной "
            "Кореи; каждая сторона претендовала на всю страну; мирного договора нет.",
        ),
    ),
    LineRule(
        ("CY", "XX-NORTHERN-CYPRUS"),
        Status.LINE_OF_CONTROL,
        _text(
            "Ceasefire line of 1974 (Green Line) with a UN buffer zone; Northern Cyprus has its own "
            "authorities and is claimed by Cyprus.",
            "Линия прекращения огня 1974 года («зелёная линия») с буферной зоной ООН; Северный Кипр под "
            "управлением собственных властей, на него претендует Кипр.",
        ),
    ),
    _administrative_line("XX-KOSOVO", "RS"),
    *(
        LineRule(
            (state, "XX-KOSOVO"),
            Status.INTERNATIONAL,
            _text(
                "Outer boundary of Kosovo, which has its own authorities and is claimed by Serbia.",
                "Внешняя граница Косова: территория под управлением собственных властей, на неё "
                "претендует Сербия.",
            ),
        )
        for state in ("AL", "ME", "MK")
    ),
    _administrative_line("XX-TRANSNISTRIA", "MD"),
    _third_state(("UA", "XX-TRANSNISTRIA"), "of Moldova with Ukraine", "Молдовы с Украиной"),
    # The Levant.
    LineRule(
        ("IL", "PS"),
        Status.UNDETERMINED,
        _text(
            "Armistice lines of 1949; the territory beyond them, held by Israel since 1967 in whole or in "
            "part, is claimed for a state by Palestine; no boundary is agreed.",
            "Линии перемирия 1949 года; на территорию за ними, полностью или частично занятую Израилем с "
            "1967 года, претендует Палестина; граница не согласована.",
        ),
    ),
    LineRule(
        ("SY", "XX-GOLAN"),
        Status.LINE_OF_CONTROL,
        _text(
            "Disengagement line of 1974; the Golan Heights are administered by Israel and claimed by Syria.",
            "Линия разъединения 1974 года; Голанские высоты под управлением Израиля, на них претендует "
            "Сирия.",
        ),
    ),
    LineRule(
        ("IL", "XX-GOLAN"),
        Status.UNDETERMINED,
        _text(
            "Line of before June 1967; the Golan Heights are administered by Israel and claimed by Syria.",
            "Линия до июня 1967 года; Голанские высоты под управлением Израиля, на них претендует Сирия.",
        ),
    ),
    _third_state(("JO", "XX-GOLAN"), "of Syria with Jordan", "Сирии с Иорданией"),
    _third_state(("LB", "XX-GOLAN"), "of Syria with Lebanon", "Сирии с Ливаном"),
    LineRule(
        ("IL", "LB"),
        Status.UNDETERMINED,
        _text(
            "Line of withdrawal set by the UN in 2000 (Blue Line); Lebanon claims several points on the "
            "Israeli side; no boundary is agreed.",
            "Линия отвода войск, установленная ООН в 2000 году («голубая линия»); Ливан претендует на "
            "несколько точек с израильской стороны; граница не согласована.",
        ),
    ),
    # Africa.
    LineRule(
        ("EH", "MA"),
        Status.UNDETERMINED,
        _text(
            "Northern limit of Western Sahara (27°40′ N), which Morocco claims and administers in the "
            "west and the Sahrawi authorities claim and administer in the east.",
            "Северный предел Западной Сахары (27°40′ с. ш.): запад под управлением Марокко, восток — "
            "сахарских властей; претендуют обе стороны.",
        ),
    ),
    *(
        LineRule(
            sides,
            Status.INTERNATIONAL,
            _text(
                "Outer boundary of Western Sahara, claimed by Morocco and by the Sahrawi authorities.",
                "Внешняя граница Западной Сахары, на которую претендуют Марокко и сахарские власти.",
            ),
        )
        for sides in (("DZ", "EH"), ("EH", "MR"))
    ),
    _administrative_line("XX-SOMALILAND", "SO"),
    _third_state(("ET", "XX-SOMALILAND"), "of Somalia with Ethiopia", "Сомали с Эфиопией"),
    _third_state(("DJ", "XX-SOMALILAND"), "of Somalia with Djibouti", "Сомали с Джибути"),
    LineRule(
        ("ET", "SO"),
        Status.UNDETERMINED,
        _text(
            "Provisional administrative line of 1950, never agreed; in the past Somalia claimed land "
            "beyond it.",
            "Временная административная линия 1950 года, не согласована; в прошлом Сомали претендовало на "
            "земли за ней.",
        ),
    ),
    LineRule(
        ("SD", "SS"),
        Status.UNDETERMINED,
        _text(
            "Line of 1 January 1956, not demarcated; several sections are claimed by both Sudan and South "
            "Sudan.",
            "Линия на 1 января 1956 года, не демаркирована; на ряд участков претендуют и Судан, и Южный "
            "Судан.",
        ),
    ),
    LineRule(
        ("SD", "XX-ABYEI"),
        Status.UNDETERMINED,
        _text(
            "Northern limit of Abyei (award of 2009); Abyei is claimed by Sudan and South Sudan.",
            "Северный предел Абьея (арбитраж 2009 года); на Абьей претендуют Судан и Южный Судан.",
        ),
    ),
    LineRule(
        ("SS", "XX-ABYEI"),
        Status.UNDETERMINED,
        _text(
            "Southern limit of Abyei, which is claimed by Sudan and South Sudan.",
            "Южный предел Абьея, на который претендуют Судан и Южный Судан.",
        ),
    ),
    LineRule(
        ("EG", "SD"),
        Status.UNDETERMINED,
        _text(
            "Hala'ib and Bir Tawil: Hala'ib is administered by Egypt and claimed by Sudan too; neither "
            "claims Bir Tawil.",
            "Халаиб и Бир-Тавиль: Халаиб под управлением Египта, на него претендует и Судан; на "
            "Бир-Тавиль не претендует никто.",
        ),
        sector="halaib",
        within=(33.0, 21.0, 38.0, 24.0),
    ),
    LineRule(
        ("KE", "SS"),
        Status.UNDETERMINED,
        _text(
            "Ilemi Triangle: administered by Kenya, claimed by South Sudan and in the past by Ethiopia.",
            "Треугольник Илеми: под управлением Кении, претендует Южный Судан, в прошлом также Эфиопия.",
        ),
    ),
)
"""The first rule that covers a segment applies; a segment under no rule is an international boundary."""


KERCH_STRAIT = LineString([(36.80, 45.50), (36.66, 45.42), (36.60, 45.32), (36.56, 45.20), (36.53, 45.05)])
"""Middle of the strait, drawn by hand between the shores of the source; it follows no treaty line."""

KERCH_RULE = LineRule(
    ("RU", "XX-CRIMEA"),
    Status.UNDETERMINED,
    _text(
        "Kerch Strait: Crimea is administered by Russia since 2014 and claimed by Ukraine; no boundary in "
        "the strait is agreed. Schematic line.",
        "Керченский пролив: Крым под управлением России с 2014 года, на него претендует Украина; граница "
        "в проливе не согласована. Линия условная.",
    ),
    sector="kerch",
)
