"""The closed word classes that the recognisers rest on. Lower case throughout."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


HONORIFICS_MALE = words("mr mr. sir lord prince king")
HONORIFICS_FEMALE = words(
    """
    mrs mrs. ms ms. miss lady dame queen princess madam
    """
)
HONORIFICS = (
    HONORIFICS_MALE
    | HONORIFICS_FEMALE
    | words(
        """
        sheikh sheik
    dr dr. prof prof. professor rev rev. reverend fr. hon hon. gen gen. lt lt. col col. maj maj.
    capt capt. sgt sgt. cpl cpl. adm adm. cmdr cmdr. sen sen. rep rep. gov gov. pres pres. pm st.
    det. insp.
    """
    )
)
ABBREVIATED_ROLES = {
    "sen.": "senator",
    "sen": "senator",
    "rep.": "representative",
    "rep": "representative",
    "gov.": "governor",
    "gov": "governor",
    "pres.": "president",
    "gen.": "general",
    "col.": "colonel",
    "prof.": "professor",
    "adm.": "admiral",
    "cmdr.": "commander",
    "lt.": "lieutenant",
    "maj.": "major",
    "capt.": "captain",
    "sgt.": "sergeant",
    "brig.": "brigadier",
    "pm": "prime minister",
}

RANKS = words("adm. cmdr. lt. maj. capt. sgt. cpl. gen. col. brig. rear vice")
"""What opens or makes up a military rank; behind another title it is left out of the role."""

# What a name may hold between its capitalised words.
PARTICLES = words(
    """
    de da do dos das del della di du la le van von der den ter ten bin bint ibn al el as ash ad y e
    i zu af av al- el- d' ben abu ould
    """
)

PERSON_ROLES = words(
    """
    counterpart predecessor successor president vice-president premier minister chancellor king
    queen prince princess sultan emir amir pope spokesman spokeswoman spokesperson spokespeople
    secretary undersecretary secretary-general director general director-general chief chairman
    chairwoman chairperson chair head leader ruler dictator governor mayor ambassador envoy diplomat
    consul commissioner deputy senator congressman congresswoman lawmaker legislator parliamentarian
    mp mep representative speaker candidate nominee frontrunner front-runner contender hopeful
    opponent rival official officer commander colonel captain lieutenant sergeant admiral marshal
    brigadier major adviser advisor aide counselor counsellor strategist pollster consultant manager
    analyst expert economist scholar professor lecturer researcher scientist historian author writer
    editor reporter journalist correspondent columnist commentator anchor host moderator blogger
    photographer critic lawyer attorney prosecutor judge justice magistrate solicitor barrister
    detective inspector sheriff policeman policewoman investigator coroner doctor physician nurse
    surgeon teacher principal headmaster student pupil worker farmer engineer executive ceo founder
    co-founder owner boss banker investor trader employer employee coach player athlete striker
    goalkeeper midfielder defender actor actress singer artist producer priest bishop archbishop
    cardinal imam cleric ayatollah rabbi pastor activist campaigner organizer organiser
    volunteer protester protestor demonstrator dissident rebel militant fighter soldier veteran
    refugee migrant witness survivor victim suspect defendant prisoner hostage patient resident
    villager neighbor neighbour relative mother father son daughter brother sister wife husband
    widow friend colleague supporter backer donor voter commenter poster user caller reader insider
    source member delegate negotiator mediator rapporteur trustee curator biographer pilot driver
    passenger tourist participant attendee lawyer's whistleblower defector politician statesman
    republican democrat conservative liberal socialist operative lobbyist tycoon businessman
    businesswoman entrepreneur billionaire mogul magnate co-chair co-chairman designer spox
    coordinator superintendent registrar treasurer clerk archaeologist biologist meteorologist
    academic administrator fellow navigator foe specialist psychologist philosopher theologian
    sociologist chemist physicist astronomer engineer lobbyist chef architect musician poet novelist
    winner champion star legend heir loyalist trooper sailor gunman attacker inmate detainee captive
    pensioner graduate geologist seismologist epidemiologist virologist statistician mathematician
    ecologist climatologist anthropologist psychiatrist firefighter paramedic medic shopkeeper vendor
    fisherman screenwriter playwright philanthropist oligarch warlord strongman regulator auditor
    eyewitness
    dean provost rector evacuee filmmaker composer rapper comedian entertainer
    """
)

# Nouns for a person that say nothing of a role.
PLAIN_PERSONS = words(
    """
    man woman boy girl teenager teen person gentleman lady child youth individual mum mom dad parent
    guy couple
    """
)

GROUP_HEADS = words(
    """
    officials sources critics supporters opponents people residents experts analysts observers
    witnesses authorities police republicans democrats lawmakers leaders allies aides advisers
    voters scientists researchers reporters journalists media troops forces families relatives
    parents activists protesters investigators prosecutors doctors members many some others both
    most several few two three four five all rebels militants insiders strategists conservatives
    liberals those women men children students teachers workers americans staff crowd audience
    public delegation team crew jury panel everyone anyone nobody someone somebody each one no-one
    none another economists historians friends colleagues neighbors neighbours spokesmen spokeswomen
    ministers countries states nations governments companies powers
    """
)

ORGANIZATION_HEADS = words(
    """
    opposition
    ministry department agency office bureau council committee commission authority government
    administration parliament congress senate assembly court tribunal cabinet army navy military
    force forces police embassy consulate mission party union federation alliance coalition league
    association organization organisation institute institution university college school academy
    foundation fund bank corporation company firm group network campaign movement front brigade
    brigades church mosque hospital center centre board society club team council-general
    secretariat newspaper daily magazine journal paper outlet broadcaster station channel website
    site regime junta state nation country city house palace inc inc. corp corp. ltd ltd. llc plc
    co. laboratory observatory museum airline times post herald tribune gazette telegraph chronicle
    news tv radio press partners holdings industries technologies systems international trust
    service services org body bloc faction think-tank pac studio label publisher resistance guard guards
    directorate division command corps battalion regiment squadron television radio industry district
    convention
    """
)
STATE_BODY_HEADS = words(
    """
    ministry department parliament government army military navy police embassy
    """
)

DOCUMENT_HEADS = words(
    """
    report reports statement statements letter letters poll polls survey surveys study studies
    document documents article articles book books memo memos filing filings lawsuit suit complaint
    indictment transcript transcripts email emails e-mail e-mails records record data figures
    statistics review analysis resolution declaration communique communiqué release website
    editorial op-ed column story stories account accounts post posts tweet tweets video videos
    message messages speech remarks comments testimony ad ads advertisement commercial findings
    results research evidence law bill treaty constitution rules guidelines affidavit petition
    cable cables recording recordings footage notice notices summary dispatch rumours rumors reportage
    bulletin interview blog posting readout conversation
    answer response reply words estimate estimates forecasts projection projections
    """
)
# What a person or body utters: its owner speaks through it.
UTTERANCES = words(
    """
    letter letters statement statements speech speeches remark remarks comment comments tweet tweets
    message messages testimony response reply answer words email emails e-mail interview op-ed
    column post address announcement declaration claim claims allegation allegations
    """
)
ACRONYM_STOP = words(
    """
    i a the ok tv am pm mr mrs ms dr
    """
)

DEMONSTRATIVES = words("the this that these those said")
INDEFINITES = words(
    """
    a an some several many most few two three four five six seven eight nine ten dozens hundreds
    thousands other another any one numerous multiple various certain both all no every each unnamed
    anonymous
    """
)
SECRECY = words("anonymous unnamed unidentified undisclosed")
POSSESSIVES = words("his her its their my our your whose")

MALE = words("he him his himself")
FEMALE = words("she her hers herself")
NEUTER = words("it its itself")
PLURAL = words("they them their theirs themselves")
FIRST = words("i me my mine myself we us our ours ourselves")
RELATIVE = words("who whom whose which that")
PRONOUNS = MALE | FEMALE | NEUTER | PLURAL | FIRST | RELATIVE

# Lower-case words that end a title when it is read leftwards from a name.
STOPS = words(
    """
    and or but nor with by from in on at as is was were are be been being has had have to into that
    than then when while where which who whom whose because after before since until if though
    although whether about against between through during without within over under said says told
    asked added met called named like including such also not only even just so yet out up down off
    per via amid toward towards it he she they we you i him them us me his her its their our my your
    quoted quoting saw urged accused despite among across beyond alongside
    """
)
DETERMINERS = words(
    """
    the a an this that these those some any each every no his her its their my our your
    """
)

# Capitalised at the start of a sentence without being a name.
SENTENCE_OPENERS = words(
    """
    the a an this that these those there here it he she they we you i his her its their our my your
    in on at by for from to of with without within and but or nor so yet if when while as since
    until after before although though because however moreover meanwhile also then now later
    earlier still even just only not no yes what who whom whose which why how where all both some
    many most several few one two three four five six seven eight nine ten another other others each
    every any none more less such according during despite amid under over about against between
    through among once never always perhaps maybe thank thanks hey hello dear wow sorry
    asked speaking writing turning responding
    referring adding currently recently today yesterday tomorrow monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october
    november december abandoning following given instead rather thus therefore indeed further
    furthermore additionally likewise similarly finally first second third last next previously
    nearly almost around let please read see click photo video image watch update updated breaking
    exclusive analysis opinion is are was were do does did has have had can could will would should
    might must be been being well oh very too whether unlike like than anything nothing something
    everything everyone nobody anyone somebody president-elect neither either
    present-day modern-day
    """
)
CALENDAR = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue wed thu fri sat sun gmt utc est edt am pm bst pst pdt
    """
)

SPEECH_VERBS = words(
    """
    show shows showed find finds found indicate indicates indicated
    said says say saying told tells added adds stated states claimed claims argued argues warned
    warns noted notes announced announces denied denies accused accuses insisted insists explained
    explains wrote writes asked asks replied replies responded acknowledged acknowledges stressed
    stresses emphasized emphasised reiterated urged urges called calls demanded demands declared
    declares suggested suggests admitted admits confirmed confirms revealed reveals reported reports
    continued continues concluded concludes remarked commented vowed vows promised promises pledged
    pledges criticized criticised condemned condemns rejected rejects believes believed thinks
    thought testified recalled recalls predicted predicts described describes complained complains
    alleged alleges tweeted posted observed asserted asserts hopes expects
    """
)
SPEECH_BASES = words(
    """
    say tell add argue warn announce deny accuse insist explain write ask respond acknowledge urge
    declare suggest indicate admit confirm reveal believe think predict describe allege assert expect
    """
)
PAST = words(
    """
    drew left took gave made got came went saw found held met kept brought sent led won lost ran fell
    rose grew spoke wrote began broke built bought caught chose felt fought knew paid sold spent
    stood struck taught wore became
    """
)
MODALS = words("will would can could may might must shall should do does did is are was were has have had be")
# No part of a name when a capital stands there only because all of a heading's words have one.
FUNCTION_WORDS = words(
    """
    and but or nor to with by from at as is was were are be been has had have that than then when
    while where which who whom because after before since until if though although whether about
    through during into he she they we you i his her their our your my its not just only what why
    how this these those them him
    """
)
# Participles that open a sentence before a name; other words in -ing are told by their ending.
PARTICIPLES = words(
    """
    former accompanying addressing joining meeting visiting welcoming quoting citing including representing
    asked based born pressed quoted questioned flanked accompanied joined backed given seen known
    called named led headed unlike alongside besides inside outside beyond across
    """
)
# First names that one gender bears; whoever bears a name of neither list has no gender here.
GIVEN_MALE = words(
    """
    james john robert michael william david richard charles joseph thomas christopher daniel paul
    mark donald george kenneth steven stephen edward brian ronald anthony kevin jason matthew gary
    timothy jose larry jeffrey frank scott eric andrew raymond gregory joshua jerry dennis walter
    patrick peter harold douglas henry carl arthur ryan roger joe juan jack albert jonathan justin
    terry gerald keith samuel willie ralph lawrence nicholas benjamin bruce brandon adam harry fred
    wayne billy steve louis jeremy aaron randy eugene carlos russell bobby victor ernest phillip
    todd jesse craig alan shawn sean philip chris johnny earl jimmy antonio danny bryan tony luis
    mike stanley leonard nathan dale manuel rodney curtis norman marvin vincent glenn jeffery travis
    jeff chad jacob melvin alfred kyle francis bradley jesus herbert frederick ray joel edwin don
    eddie ricky troy randall barry bernard mario leroy francisco marcus theodore clifford miguel
    oscar jay jim tom calvin alex jon ronnie bill lloyd tommy leon derek darrell jerome floyd leo
    alvin tim wesley dean greg jorge dustin pedro derrick dan zachary corey herman maurice vernon
    roberto clyde glen hector shane ricardo sam rick lester brent ramon tyler gilbert gene marc
    reginald ruben brett angel nathaniel rafael edgar milton raul ben cecil duane andre elmer brad
    gabriel ron roland harvey jared adrian karl cory claude erik darryl neil christian javier
    fernando clinton ted mathew tyrone darren lonnie lance cody julio kurt allan clayton hugh max
    dwayne dwight armando felix jimmie ian ken bob jaime casey alfredo alberto dave ivan johnnie
    sidney byron julian isaac clifton willard daryl virgil andy salvador kirk sergio seth kent
    terrance rene eduardo terrence enrique freddie stuart fredrick arturo alejandro joey nick luther
    wendell jeremiah evan julius otis trevor luke gerard omar ahmed mohammed muhammad mohamed
    mahmoud ali hassan hussein ibrahim khalid abdullah yusuf mustafa tariq bashar vladimir sergei
    sergey dmitry dmitri alexander aleksandr alexei mikhail nikolai igor oleg boris yuri andrei
    viktor anatoly konstantin pavel vassily vasily giovanni marco luca pierre jean francois jacques
    emmanuel michel nicolas hans jurgen klaus wolfgang olaf friedrich stefan lars sven anders jens
    tobias pal ulf mohamad rashid imran narendra rahul sanjay barack mitt newt bernie reince rand
    jeb rudy robby tad lindsey ziyad hosni ban kofi
    """
)
GIVEN_FEMALE = words(
    """
    mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy lisa nancy karen
    betty helen sandra donna carol ruth sharon michelle laura sarah kimberly deborah jessica shirley
    cynthia angela melissa brenda amy anna rebecca virginia kathleen pamela martha debra amanda
    stephanie carolyn christine marie janet catherine frances ann joyce diane alice julie heather
    teresa doris gloria evelyn cheryl mildred katherine joan ashley judith rose janice kelly nicole
    judy christina kathy theresa beverly denise tammy irene jane lori rachel marilyn andrea kathryn
    louise sara anne jacqueline wanda bonnie julia ruby lois tina phyllis norma paula diana annie
    lillian emily robin peggy crystal gladys rita dawn connie florence tracy edna tiffany carmen
    rosa cindy grace wendy victoria edith sherry sylvia josephine thelma shannon sheila ethel ellen
    elaine marjorie carrie charlotte monica esther pauline emma juanita anita rhonda hazel amber eva
    debbie april leslie clara lucille jamie joanne eleanor valerie danielle megan alicia suzanne
    michele gail bertha darlene veronica jill erin geraldine lauren cathy joann lorraine lynn sally
    regina erica beatrice dolores bernice audrey yvonne annette samantha marion dana stacy ana renee
    ida vivian roberta holly brittany melanie loretta yolanda jeanette laurie katie kristen vanessa
    alma sue elsie beth jeanne vicki carla tara rosemary eileen terri gertrude lucy tonya ella
    stacey wilma gina kristin natalie agnes vera charlene bessie delores melinda pearl arlene
    maureen colleen allison tamara joy georgia constance lillie claudia jackie marcia tanya nellie
    minnie marlene heidi glenda lydia viola courtney marian stella caroline dora jo vickie hillary
    chelsea ivanka melania kellyanne nikki carly condoleezza fatima aisha khadija maryam zainab
    leila layla nadia amina svetlana natalia olga tatiana irina ekaterina elena galina lyudmila
    yulia oksana ursula giorgia kaja sanna mette jacinda ingrid astrid francoise brigitte valeska
    indira sonia priya benazir retno sri dilma cristina michaela huma marine
    """
)

GIVEN = GIVEN_MALE | GIVEN_FEMALE
# Stand alone as a noun phrase; what precedes one is another phrase.
QUANTIFIERS = words(
    """
    many some others both most several few two three four five six seven all those each none another
    everyone anyone nobody someone somebody no-one one
    """
)
PEOPLES = words(
    "europeans africans asians arabs muslims christians jews palestinians kurds catholics evangelicals "
    "latinos hispanics sunnis shiites westerners progressives"
)
PARTY_NAMES = PEOPLES | words(
    "democrats republicans conservatives liberals tories greens democrat republican socialists"
)
PROPER_ADJECTIVES = words(
    """
    democratic republican european african asian western eastern northern southern islamic muslim
    christian jewish catholic protestant arab latino hispanic congressional presidential
    parliamentary federal senate black white
    """
)
TITLE_PARTICIPLES = words(
    """
    acting outgoing incoming ruling managing commanding founding sitting leading visiting presiding
    engineering nursing housing banking marketing advertising planning training mining voting
    running supervising consulting contributing attending housekeeping counseling programming
    building fighting sporting shipping opposing surviving governing
    """
)
TITLE_ADJECTIVES = words(
    """
    former ex top senior junior deputy chief veteran longtime retired acting interim outgoing
    incoming then current late leading fellow new newly-elected newly elected assistant associate
    vice lead prominent ousted exiled jailed opposition ruling
    """
)
