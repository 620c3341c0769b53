"""Given names that stand for each other, and those that sound alike and don't.

Each line is one name: its short forms and the forms that other languages have. Two words that
stand in lines of their own are two names, however alike they are spelled (Hassan, Hussein).
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Final

from onrecord.actors.identity_spelling import likeness, skeleton

NAMES: Final = """
    abbas
    abdullah abdallah abdulla abdellah abdoullah
    abraham abe ibrahim ebrahim avraham
    ahmed ahmad achmed ahmet
    alan allan allen al
    albert al bert alberto
    alexander alex sasha aleksandr alexandr aleksander oleksandr alexandre alejandro alessandro al sandy alec
    alexei alexey aleksei aleksey alexi oleksiy oleksii
    alfred al fred alfredo
    ali aly
    alistair alastair alasdair
    amr
    andrew andy drew andrei andrey andriy andrii andre andreas andres andrzej ondrej
    anna anne ann annie anja
    anthony tony antony antonio anton antoine
    arthur art artur arturo
    barack
    barbara barb babs
    benjamin ben benny binyamin bibi benjamen
    bernard bernie bernd
    bradley brad
    carolyn caroline carol carrie
    catherine katherine kate kathy cathy katie kathryn katharine katy ekaterina yekaterina kateryna katya
    charles chuck charlie carlos carlo karl carl karol
    christina christine chris tina kristina cristina
    christopher chris kit christoph
    cynthia cindy
    daniel dan danny daniil
    david dave davy davit dawid
    deborah debbie deb debra
    dennis denis denys
    dmitry dmitri dmitriy dmytro dimitri dimitry dima
    donald don donny donnie
    douglas doug
    edward ed eddie ted ned eduard eduardo edouard
    edwin ed
    elizabeth liz beth betty betsy lizzie eliza elisabeth liza
    eugene gene yevgeny evgeny yevgeniy evgeniy yevhen
    faisal faysal feisal
    frances fran francoise
    francis frank francois francisco franco paco
    frederick fred freddie frederic fredrik friedrich fritz
    gabriel gabe
    gamal jamal djamel jamel gamaal djamal
    gennady gennadi gennadiy hennadiy
    george georges jorge georg giorgio yuri yury yuriy yurii jerzy giorgi
    gerald gerry jerry
    geoffrey jeff jeffrey geoff
    gregory greg grigory hryhoriy grigori
    hafiz hafeez hafidh hafeedh hafez
    hamad hamed
    hamid hameed
    harold harry hal
    harry henry hal hank
    hassan hasan
    henry hank henri enrique heinrich
    hosni husni hosny husny
    hussein hussain husayn husain hossein hosein hossain huseyin husseyn
    igor ihor
    isaac ike yitzhak itzhak
    jacob jake yakov yaakov
    james jim jimmy jamie jaime
    janet jan
    jennifer jen jenny
    jessica jess
    john jack johnny jon jean juan giovanni ivan jan johan johann johannes hans ian sean joao
    jonathan jon jonny
    joseph joe joey jose josef jozef giuseppe yosef yusuf youssef youssif yousef yousuf yussuf
    joshua josh
    judith judy
    kamal kamel kemal
    kamil kameel
    kenneth ken kenny
    konstantin constantin kostyantyn
    lawrence larry laurence lorenzo laurent
    leonard len lenny leonardo
    leonid
    louis lou luis lewis luigi
    magdi magdy majdi
    mahmoud mahmud mahmood mehmood
    margaret maggie meg peggy marge greta
    maria mary marie mariya masha marija maryam mariam miriam
    matthew matt mathew matthias mathieu
    maximilian max
    michael mike mick mickey mikhail mykhailo mykhaylo michel miguel michele misha mihail
    mohammed muhammad mohamed mohammad muhammed mohamad muhamad mohamud mehmet mohd muhammadu
    moustafa mustafa mostafa mustapha moustapha
    muammar moammar muamar moamer mouammar moamar
    nancy nan
    nasr
    nasser naser nasir
    nathaniel nathan nate
    nicholas nick nicky nikolai nikolay nicolas nikola mykola nicola nikolaus nicolae
    oleg oleh
    omar umar omer
    osama usama oussama
    pamela pam
    patricia pat patty trish
    patrick pat paddy
    paul pavel pavlo pablo paolo pawel
    peter pete pyotr petr petro pedro pierre pietro piotr
    philip phil philippe felipe phillip
    ramadan ramazan
    rashid rachid rasheed
    raymond ray
    rebecca becky
    richard dick rick rich ricky ricardo
    robert bob rob bobby robbie roberto bert
    ronald ron ronnie ronny
    rudolph rudy rudolf
    safwat
    said saeed saeid
    saif seif sayf
    salah
    saleh salih
    salem salim saleem
    salman
    samuel sam sammy
    sayed sayyid sayyed
    sergei sergey sergiy serhiy serhii sergio serge
    stanley stan
    stephen steve steven stefan stephan esteban etienne
    sulaiman suleiman soliman sulayman suliman
    susan sue susie suzanne susanna
    tahir taher
    tariq tarek tareq tarik
    terence terry terrence
    theodore ted teddy theo fyodor
    thomas tom tommy tomas
    timothy tim timmy
    victor viktor vic
    victoria vicky viktoria
    vladimir volodymyr vlad volodya
    vyacheslav viacheslav slava
    walter walt
    wassim
    william bill will billy willy wilhelm guillermo liam
    yelena elena olena helen helena ellen
    yulia julia yuliya iuliia julie
    zachary zach zack
"""


def _lemmas() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in NAMES.splitlines():
        forms = line.split()
        for form in forms:
            found[form].add(forms[0])
    return {form: frozenset(lemmas) for form, lemmas in found.items()}


LEMMAS: Final = _lemmas()


def _by_skeleton() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(LEMMAS):
        found[skeleton(form)].append(form)
    return {bones: tuple(forms) for bones, forms in found.items()}


BY_SKELETON: Final = _by_skeleton()


@lru_cache(maxsize=262144)
def likely_lemmas(word: str) -> frozenset[str]:
    """Return the names that a folded word is a form of, or spelled like a form of."""
    known = LEMMAS.get(word)
    if known is not None:
        return known
    alike = (form for form in BY_SKELETON.get(skeleton(word), ()) if likeness(word, form))
    return frozenset(lemma for form in alike for lemma in LEMMAS[form])


def lemmas(word: str) -> frozenset[str]:
    """Return the names that a folded word may be a form of; none where it is not known."""
    return LEMMAS.get(word, frozenset())
