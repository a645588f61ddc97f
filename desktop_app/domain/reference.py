"""Neutral names of cases, made without a network."""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import Final

from desktop_app.ledger.ids import CaseId

#: Things of nature: none is a municipality, a country, a people, a person's common name, a time of the year or a word
#: of this work.
_LISTED: Final = """
    Aallokko Aalto Aava Ahde Ahdekaunokki Aho Ahomansikka Ahonoidanlukko Ahven Aitovirna Akileija Alanko Allikko
    Angervo Apila Aro Arovuokko Aukea Auringonkukka Haahka Haapa Haarapääsky Haavikko Hakkari Halava Haltianhattu
    Hanhi Hanhikki Harakka Haravasammal Harju Harjusinisiipi Harmaakivi Hauki Haukka Havu Heinikko Helmililja
    Helmiorapihlaja Helmipöllö Hepokatti Hete Hiekka Hiekkatierasammal Hiirenporras Hilla Hillopensas Hippiäinen
    Hirssi Hohtokivi Hopeahanhikki Hopeapaju Horsma Huhtasieni Huopaohdake Huurre Häränsilmä Ilvesruoho Imikkä
    Isokuovi Isokäpylintu Itkuraita Jalava Jalohaukka Jalokivi Jaloritarinkannus Jauhosavikka Jouhivihvilä Joutsen
    Juolavehnä Juolukka Juovakivi Jyvä Jäkälä Jälsi Jänis Jänönapila Jänönsara Järvikorte Järviruoko Järvisätkin
    Jättipalsami Kaarna Kaihonkukka Kaira Kaisla Kaislikko Kalatiira Kallio Kallioimarre Kalliokielo Kalvassara
    Kanerva Kangas Kangaskiuru Kangasmaitikka Kangasvuokko Kanukka Karhunputki Karhunsammal Karike Karikukko Karpalo
    Kastanja Kastehelmi Kataja Katajikko Katinlieko Kaunokki Kelo Keltamo Keltasara Keltavuokko Kenttätädyke
    Kesantopalko Ketokaunokki Ketokivi Ketoneilikka Ketunleipä Kiiruna Kiisla Kimalainen Kirjokivi Kirjosieppo
    Kirkiruoho Kirva Kissankello Kiurunkannus Kivikko Kivitasku Kivitatti Kohokki Koivikko Koivu Koppelo
    Korallilaukka Korento Korpi Korpikuusi Korpipaatsama Korte Koskenniska Koskikara Kotkansiipi Kuikka
    Kuirilintu Kuisma Kukkula Kulleronkukka Kulorastas Kultapallo Kultapiisku Kultarinta Kumina Kumpare Kuovi
    Kurjenherne Kurjenmiekka Kurjenpolvi Kurki Kuukkeli Kuunlilja Kuusama Kuusi Kuusikko Kyläkellukka Kyyhky
    Käenkaali Käenkukka Käenminttu Käenrieska Käki Käpy Käpytikka Laakso Lahnaruoho Laine Laituri Lammikko Lampare
    Lehdokki Lehmus Lehtikuusi Lehtimaitikka Lehtipöllö Lehto Lehtokorte Lehtokurppa Lehtosinilatva Leinikki
    Lemmikki Leppä Leppäkerttu Leppälintu Leskenlehti Levä Lieko Liljakki Lintukoto Litulaukka Lohi Lohkare Lokki
    Louhikko Luhta Luhtahuitti Luhtakastikka Luhtalemmikki Luhtavilla Luikka Lumihiutale Lumikki Lumme Lummelampi
    Lupiini Lähde Lähdesara Lätäkkö Maahumala Maitohorsma Maksaruoho Malva Mansikka Marjakuusi Merihanhi Merikihu
    Merikohokki Merilokki Merimetso Mesiangervo Mesimarja Metso Metsä Metsäkirvinen Metsäkurjenpolvi Metsälauha
    Metsätähti Mustaherukka Mustaleppä Mustarastas Mustikka Muurain Muuttohaukka Myrskylintu Mäkikuisma Mäkitervakko
    Männikkö Mänty Mäntykukka Mätäs Mäyrä Naava Nastahanhi Neilikka Neulanen Neva Niemeke Niittykukka Niittyleinikki
    Niittynätkelmä Nokikana Notkelma Nummi Nuokkukohokki Nuolihaukka Nuolivesirikko Nurmikaunokki Nurmikko
    Nurmilauha Nurmitädyke Nävertäjä Ojakellukka Ojakärsämö Ojanvarsi Ojasorsimo Oksa Oksanhaara Orapihlaja
    Oravanmarja Paatsama Paju Pajukko Pajulintu Pajusirkku Palokärki Palsami Palsta Peippo Pelto Peltohatikka
    Peltopyy Peltosirkku Pensaikko Peuranjäkälä Peuranvirna Pihasyreeni Pihka Pihlaja Piikkikuusi Pikkukuovi
    Pikkulimaska Pikkusirkku Pikkutalvio Pilke Poimulehti Poukama Pulmunen Punaherukka Punarinta Punatulkku Puolukka
    Purolitukka Puronvarsi Purotaimen Puukiipijä Pyy Pähkinäpensas Päivänkakkara Päivänlilja Pääsky Pöllö Rahka
    Rahkasammal Raita Rantakukka Rantasipi Rantavehnä Rastas Ratamo Rauduskoivu Rentukka Riekko Riippasara
    Rinneniitty Ritarinkannus Ruiskaunokki Ruisrääkkä Ruisvehnä Ruohokanukka Ruohosipuli Ruoko Ruokohelpi
    Ruskosuohaukka Ruusuruoho Ryytimaa Räme Rämevarpu Räystäspääsky Rönsyleinikki Saari Saarikko Saarni Salava
    Sammakonleinikki Sammal Sammalmätäs Santaheinä Sara Sarpio Sarvikuono Satakieli Seitikki Selkämatara Siipikukka
    Sinikello Sinilatva Sinisiipi Sinitiainen Sinivalvatti Sinivuokko Sipuliruoho Sirittäjä Sirkku Sitruunaperhonen
    Sorsa Sorsimo Sudenkorento Sulkasammal Suo Suokukka Suomuurain Suomyrtti Suopursu Suopöllö Suovehka Suovilla
    Syreeni Syyläjuuri Säynäs Taarna Taimen Taivaanvuohi Talitiainen Tammenterho Tammi Tarhakurjenmiekka Taula Tavi
    Teeri Tervakko Tervaleppä Tervapääsky Tesma Tiainen Tikka Tilhi Timotei Tulppaani Tunturi Tunturikihu
    Tunturikoivu Tunturipöllö Tuohi Tuomi Tuomikko Tuppisara Turvemaa Tuulenkala Tuuli Tuulihaukka Tyrni Törmä
    Törmäpääsky Törrösara Töyhtöhyyppä Uistinvita Ukonputki Ulappa Urpiainen Uuttukyyhky Vaahtera Vadelma Vainio
    Valkama Valkoapila Valkolehdokki Valkovuokko Valleakivi Varis Varpu Varpunen Varpuvita Varstasara Vehka
    Vehkamaa Vehnä Vesiheinä Vesipääsky Vesitähti Viherkukka Viherpeippo Viherrinne Vihvilä Viiksivihvilä Viita
    Viitakastikka Viitasammakko Viklo Villakko Villapääluikka Virmajuuri Virna Vita Voikukka Vuohenkello Vuono
    Vuorenkilpi Vuorijalava Västäräkki Äimäruoho Ängelmä Äyräs Öljypellava
"""

WORDS: Final = tuple(_LISTED.split())

NUMBERS: Final = 9_999


def new_reference(rng: Random, taken: Collection[str] = ()) -> str:
    """Return a reference such as `Koivu 3` that is not in `taken` (what this laptop knows).

    Word and number are drawn at random, so a reference says nothing about time, place or person. There are more than
    four million. Among the 100 cases that an organisation may have open, two opened by laptops that had not heard of
    each other share one with a probability of about 0.1 %, among 20 opened between two meetings with the network about
    0.004 %; nothing breaks then, since a case is named by its id, and the worker may change a reference.
    """
    while True:
        reference = f"{rng.choice(WORDS)} {rng.randint(1, NUMBERS)}"
        if reference not in taken:
            return reference


def reference_of(case: CaseId) -> str:
    """Return the reference of a received case, which has no cover: the same on every laptop of its reader.

    Taken from the case's id, a hash, so it says nothing about the sender either.
    """
    word, number = divmod(int.from_bytes(case), NUMBERS)
    return f"{WORDS[word % len(WORDS)]} {number + 1}"
