/** World knowledge for the name tagger: words that organisations, products and events are named with, and ordinary words that are no names. */

/** Legal forms at the end of a company's name; folded, without dots. They never belong to its key. */
export const COMPANY_FORMS = new Set(
  'inc incorporated corp corporation co company ltd limited plc llc llp lp ag sa nv bv gmbh ab asa oyj spa srl kk kg se pte pty sdn bhd sarl as a/s oy sas sae jsc ojsc pjsc kgaa'.split(
    ' ',
  ),
)

export const ORGANISATION_WORDS = `
Bank Banks Group Holdings Holding Capital Partners Ventures Fund Funds Trust Foundation Association Society Institute Institution University College School Academy Hospital Clinic Center Centre Council Committee Commission
Agency Authority Administration Ministry Department Bureau Office Board Court Parliament Congress Senate House Assembly Union Federation Confederation League Party Army Navy Force Forces Guard Police Corps Command Service Services
System Systems Technologies Technology Tech Software Networks Network Communications Telecom Telecommunications Mobile Media News Times Post Journal Herald Tribune Guardian Gazette Daily Chronicle Observer Press Broadcasting Television TV
Radio Studios Studio Pictures Entertainment Records Music Games Interactive Motors Motor Automotive Automobiles Auto Airlines Airways Air Aviation Aerospace Aircraft Shipping Logistics Railways Railway Energy Power Electric Oil Gas
Petroleum Steel Mining Minerals Metals Chemicals Chemical Pharmaceuticals Pharma Biotech Therapeutics Laboratories Labs Lab Sciences Health Healthcare Medical Insurance Financial Finance Securities Investments Investment Asset Management
Advisors Consulting Associates Brothers Sons Industries Industrial International Global Enterprises Solutions Robotics Semiconductor Semiconductors Electronics Instruments Devices Foods Food Beverages Brewing Stores Retail Markets Market
Exchange Properties Realty Construction Engineering Builders Resorts Hotels Restaurants Club FC United City Rovers Wanderers Athletic Team Racing Yankees Lakers Alliance Coalition Movement Front Brigade Brigades Initiative Campaign
Project Programme Program Museum Gallery Library Theatre Theater Orchestra Opera Church Diocese Organization Organisation Chamber Forum Network Tribunal Secretariat Directorate Treasury Reserve Intelligence Security Workers Teachers`

/** Bodies known by their letters or a single word everywhere in the world. */
export const KNOWN_ORGANISATIONS = `
UN NATO EU IMF WTO OPEC UNESCO UNICEF WHO ASEAN IAEA OECD ECB ICC ICJ WFP UNHCR FBI CIA NSA NASA FDA CDC FCC SEC EPA IRS DEA ICE FEMA FAA NHTSA NIH NOAA DHS DOJ FTC FIFA UEFA IOC NBA NFL NHL MLB NCAA UFC WTA ATP PGA FIA ICANN BBC
CNN NBC ABC CBS NPR PBS HBO ESPN MSNBC AP AFP RTE TASS IBM HSBC BMW BP UBS KPMG PwC MIT UCLA NYU LSE UCL NHS RAF KGB FSB GRU IDF PLO PKK ISIS ISIL ANC BJP CDU SPD SNP DUP ACLU NAACP AARP NRA AFL-CIO Pentagon Kremlin Interpol
Europol Greenpeace Amnesty Oxfam Hamas Hezbollah Taliban Congress Senate Parliament Bundestag Knesset Duma Fed Bundesbank Gazprom Nissan Mazda Subaru Siemens Nestle Unilever Pfizer Moderna AstraZeneca Novartis Roche
Walmart Nike Disney Netflix Lufthansa Ryanair Airbus Boeing Chevron ExxonMobil Shell Citigroup Barclays Juventus Arsenal Chelsea Everton Celtic Ajax Bayern Benfica`

export const PRODUCT_WORDS = `
Phone Watch Tablet Pad Book Band Pods Buds Pro Max Plus Mini Ultra Air Lite Note Edge Fold Flip Galaxy Pixel Play Cam Camera Console Kit Model Series Class Edition Mark Gen Cloud Drive Pay Maps Search Assistant App Engine OS
XL SE GT EV SUV Hybrid Turbo Sport Coupe Sedan Pickup Truck Rover Rocket Telescope Satellite Probe Lander Missile Vaccine`
export const EVENT_WORDS = `
Cup Games Olympics Championship Championships Open Masters Grand Prix Marathon Tour Trophy Medal Award Awards Prize Festival Summit Conference Forum Expo Fair Show Week Day War Wars Battle Revolution Treaty Accord Accords
Agreement Convention Act Bill Law Amendment Code Protocol Pact Deal Plan Strategy Crisis Hurricane Typhoon Cyclone Storm Bowl Series Final Finals Derby Parade Eve Holiday Year Era Age`

export const TIMES = `
January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun
Christmas Easter Ramadan Thanksgiving Halloween GMT EST PST BST CET EDT UTC AM PM Q1 Q2 Q3 Q4`

/** Lower-case nouns that stand beside a person: “spokeswoman Lena Ortiz”. */
export const ROLES = `
president chancellor premier minister senator representative congressman congresswoman governor mayor secretary ambassador envoy judge justice attorney lawyer sheriff officer detective inspector commissioner captain
lieutenant colonel general admiral commander chairman chairwoman chair chief director deputy coach manager analyst economist spokesman spokeswoman spokesperson founder co-founder cofounder owner boss executive striker midfielder defender
goalkeeper quarterback pitcher forward guard driver rider jockey singer actor actress rapper musician guitarist drummer author writer novelist poet director producer filmmaker journalist reporter correspondent editor columnist professor
scientist researcher biologist physicist chemist astronomer historian engineer doctor nurse surgeon physician teacher student farmer resident neighbor neighbour witness victim suspect defendant plaintiff activist leader candidate rival
opponent lawmaker politician king queen prince princess pope bishop priest imam rabbi wife husband son daughter father mother brother sister partner colleague friend teammate veteran champion star winner winger skipper batsman bowler
billionaire investor entrepreneur designer architect artist painter photographer chef astronaut pilot`

export const SPEECH_VERBS = `
said says told tells added adds asked asks wrote writes tweeted argued argues explained explains noted notes warned warns insisted insists claimed claims admitted admits recalled recalls replied joked testified resigned died retired
married smiled laughed believes thinks thought knew knows felt agreed refused declined apologised apologized scored tweeted quipped conceded acknowledged`

export const PLACE_CUES =
  'in near from at across outside inside throughout around toward towards into via between north south east west northern southern eastern western central downtown border capital city town village province coast off over visit visiting'

/** Ordinary words, which a capital at the start of a sentence or in a headline does not make a name. */
export const ORDINARY = `
a about above according accused across act action actually add added adding additional address after again against age agency ago agree ahead aid aim air alarm all allegations allow almost alone along already also although always amid among an
analysis analysts and anger announced annual another answer any anyone anything appeal appeared april area arms army around arrest arrested arrests article as ask asked asking at attack attacks attempt attention august authorities average aware away
back bad bail ban bank banks based basic because become been before began begin behind being believe below benefit best bet better between beyond big bill billions bills bird birds black blast block blue board boat boats body bomb book books
boost border born both bought box boy boys brand break breaking brief bring brings broken brought budget build building built bus business businesses but buy buyers buying by call called calling calls came campaign campaigners can cannot capital car
care careful carriers cars case cases cash catch cause caution central certain challenge chance change changes charges cheap check chief child children choice church cities citizens city civil claim claims class clean clear click climate clinical
close closed club clubs coach coal coast code cold collapse college come comes coming comment comments commission common communities community companies company compared complete computer concern concerned concerns conditions conflict consider
considering construction consumer consumers contact content continue contract control copyright correspondence cost costs could council country countries court courts cover covid create created credit crews crime criminals crisis critics crowd
crowds crude currency current currently customers cut cuts cyber daily damage data date day days dead deal death deaths debate debt december decision deep defence defense delays demand demands democracy department despite detectives developers
development did die died different digital diplomats direct directors disease do doctors does dog dogs doing dollar done door doubts down dozens dr draft dramatic drive driver drivers drop drought drug drugs due during each earlier early earnings
earth easy eat economic economists economy editor education effect efforts eight either elections electric electricity elsewhere emergency employees employers end energy engineers enough entire environment equally especially even evening event
eventually ever every everybody everyone everything evidence exactly exclusive executives expect expected experts explained explosion exports extra eye eyes face facing fact factory failure fair faith fall families family famous fans far farmers
fast fears february federal feel few field fierce fifth fight fighting figures film final finally finance financial find fire firefighters fires firms first fish five flight flights flooding floods focus following food foods football for force forces
forecasters foreign forest forests former four fourth free fresh friday friends from fuel full fund funding further future gain game games gas gave general generally get getting girl girls give given giving global go goal goals gold gone good got
government governments great greater green ground group groups growing growth guards guests gun guns had half hand hands hard has have having he head health hear heat heavy help her here high higher his historic history hit hold holders home homes hope
hopes hospital hospitals hot hotel hours house households housing how however huge human humans hundreds hurricane i ice idea if image images immigration impact important imports in include includes including income increase indeed independent individuals industry
inflation information initial inside instead insurance insurers interest interestingly international internet interview into investigation investigators investment investors is island it its january jobs join joint journalists judge judges jury just keep
key kids kill killed killing know labor labour land large largest last lastly late later launch law lawmakers laws lawyers leaders leading learn learning least leave leaving left legal less let level levels life light like likely line list listen little
live lives living loan local long longer look looking lose losing losses lost lot love low lower made mail main major make makers making man management managers many march market markets mass match matters may maybe mayors me mean
meanwhile media medical meet meeting members men mental message meteorologists middle might migrants military million millions mind mine ministers minutes miss missing mixed mobile modern monday money month months more moreover morning mortgage most mostly
mother motorists move movie moving much multiple murder music must my name national natural nearby nearly need neighbors neighbours neither net never nevertheless new news next night nine no nobody none nor north not note nothing notably november now
nuclear number nurses october of off offer offers office officers official officials often oil old older on once one ones online only onto open opening opponents opposition or order orders organisers organizers originally other others our out outside over
overall overnight own owners paid panel parents park part participants parties partly passengers past patients pay payment peace people per perhaps period person personal phone photo photos pick picture pilots place plan planes plans plants play players
playing please point police policies policy political politicians politics polls pollution poor popular population possible post power powerful practice present press pressure previous previously price prices prime prior prison private probably problem problems
producers production products profit profits progress property prosecutors protesters protests public pupils push put quality quarter question questions quick quickly quite race rail rain ranked rates rather read readers reading ready real reality
really reason rebels recent recently record records red reducing reforms refugees regulators related relations relatives remember report reporters reporting reports rescue rescuers research researchers residents response restaurants result results retail
retailers return revenue rice rich right rights rise rising risk risks road roads room rules run running safe safety said salaries sales same saturday save saw say says school schools science scientists scores sea search season second secret security see
seems seen sell sellers send senior separate september serious service services set seven several share shareholders shares she ship ships shops short shortly should show showing shows sick side signs similar similarly simply since single six sixth
size skip small smaller smart so social software soldiers solar some someone something sometimes soon sources south space spending spokesman sports staff stand start started state states statement still stock stocks stop stores storm story strategy
street strike strong student students studies study subscribe such suddenly sunday suppliers supply support supporters sure surely surgery survey surveys survivors suspects system take taken taking talk talks tax taxes teachers team teams tech technology teenagers tell
temperatures ten tens tens terms test tests than thank thanks that the their them then there therefore these they thing things think third this those though thousands threat three through thursday thus ticket tickets time times tip to today together
told tomorrow tonight too top total tourism tourists toward towns trade traders trading traffic train training trains transport travel travellers treatment trees trial troops trucks true trust try trying tuesday turn turning twelve twenty twice two type typically
ultimately under understanding unemployment unfortunately union unions universities unless unlike until up update updated us use used users using usually vaccine vaccines very victims video videos view villagers violence visit visitors volunteers vote voters votes voting
wages wait walk want war warning was watch watching water wave way we weak weather web wednesday week weekend weeks weekly welcome well went were west what whatever when where whereas whether which while white who whoever whose why wife wild wildfires will wind winds winner winners winter with within
without witnesses woman women won wonder words work workers working works world worse would write writers wrong year years yes yesterday yet you young younger your youth zero`
