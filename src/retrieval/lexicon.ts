/**
 * Words that news uses for one another and WordNet does not relate: trade words, bodies and the places that stand for
 * them. General usage only: a group belongs here if any editor would nod at it.
 */
const GROUPS = `
ppl, people
dept, department
uni, university, college
govt, government
exec, executive
biz, business
phone, handset, smartphone, mobile phone, cellphone, iphone
coronavirus, covid, covid-19, virus, outbreak, epidemic, pandemic
startup, start-up, newcomer, young company
firm, company, business, corporation, enterprise
carrier, operator, telecom operator, mobile operator, network operator, telco
telecom, telecoms, telecommunications, telecommunication
ceo, chief executive, chief executive officer
boss > ceo, chief executive, chief executive officer, founder, head, leader
head > ceo, chief executive, director general, administrator, director, leader, chief
cfo, chief financial officer, finance chief
cto, chief technology officer
chair, chairman, chairwoman, chairperson
founder, co-founder, cofounder, founded, started, set up
protest, demonstration, rally, march, unrest
protester, demonstrator, protestor
ban, bar, block, forbid, prohibit, outlaw, blacklist
blacklist, entity list, trade blacklist
waiver, exemption, relief, exempt
tariff, duty, levy, import tax
shipment, shipped, units sold, sales volume
revenue, sales, turnover, income, takings
profit, earnings, net income
stake, share, holding, ownership
invest, put money, put into, pour, back, fund, funding, stake, inject, infusion
investor, backer, backed, shareholder, venture capital
raise, raised, fundraising, funding round, financing round
acquire, buy, purchase, takeover, acquisition, take over, bought
ipo, initial public offering, listing, float, flotation, go public, list, went public
cost, price, priced, fee, charge, charges, charging, pay, expensive
employee, worker, staff, personnel, workforce, headcount
layoff, lay off, job cut, redundancy, fired
death, died, killed, dead, deaths, lives, fatality, toll, dead
infected, sickened, infection, case, confirmed case, patient
doctor, physician, medic
lawsuit, suit, sued, litigation, legal action, court case
judge, court, ruling, ruled
police, officer, cop
fine, fined, penalty, penalised
jail, prison, sentence, sentenced, behind bars
steal, theft, stole, stolen
app, application, apps
user, customer, client, subscriber, passenger
car, vehicle, auto, automobile, automotive
self-driving, autonomous, driverless, self driving
electric, ev, battery-powered
bike, bicycle, scooter, e-bike, two-wheeler, two-wheelers
airline, carrier, air carrier
plane, aircraft, jet, airliner
screen, display, monitor
bigger, larger, increase, expanded
chip, semiconductor, processor
plant, factory, facility, assembly plant, production site
halt, stop, suspend, pause, idle, shut, stoppage
cancel, called off, call off, scrap, scrapped, canceled, cancelled, cancellation
withdraw, withdrew, pull out, pulled out, dropped out, drop out
delay, postpone, put on hold, hold off, shelve, shelved
launch, unveil, unveiled, introduce, release, roll out, rolled out, debut
deny, denied, reject, refuse, turn down, declined
approve, approved, grant, granted, green light, allow
ask, asked, request, urge, urged, call on, plea, petition
letter, note, wrote, written
say, said, told, comment, remark, statement, according
spokesman, spokeswoman, spokesperson, representative
worth, value, valued, valuation, market value, market cap, market capitalization
budget, cheap, affordable, low-cost, inexpensive
students, pupils, learner
tuition, tuition fees, schooling fees, school fees, university fees
university, college, higher education institution, campus
tourist, visitor, traveler, traveller, tourism
forecast, outlook, guidance, prediction, projected, estimate, expected, expects
economist, analyst, strategist
gdp, gross domestic product, economic output, economy
growth, expansion, grow, rise
quarter, three months
spy chief, intelligence chief, director general, head of mi5
spy, espionage, intelligence, spying
hack, breach, cyberattack, cyber attack, hacked
ddos, denial of service, denial-of-service
regulator, watchdog, regulatory agency, authority, oversight body
probe, investigation, inquiry, review, investigate
rule, regulation, law, legislation, statute, act
draft, proposed, proposal, proposed rules
privacy, personal data, data protection
minister, secretary, cabinet member
president, head of state, leader
election, vote, poll, ballot
usa, united states, america, american, washington, u.s. government
uk, britain, british, united kingdom, london, england, great britain
eu, european union, brussels, europe, european
china, chinese, beijing, mainland, prc
russia, russian, moscow, kremlin
japan, japanese, tokyo
germany, german, berlin
france, french, paris
india, indian, new delhi
korea, korean, seoul, south korea
turkey, turkish, ankara
pakistan, pakistani, islamabad
canada, canadian, ottawa
australia, australian, aussie, aussies
brazil, brazilian
italy, italian, rome
spain, spanish, madrid
mexico, mexican
israel, israeli
ukraine, ukrainian, kyiv
taiwan, taiwanese, taipei
serbia, serbian
switzerland, swiss
netherlands, dutch, the hague
white house, administration, president
billion, bn
million, mn
percent, percentage, %, share
second, runner-up, second-largest, number two
first, earliest, initial, debut
biggest, largest, top, leading
most, majority
home, headquarters, based, base, headquartered
headquarters, hq, head office
goal, aim, target, plan
scheme, plan, program, programme, incentive plan
developer, coder, programmer, software engineer
earn, keep, receive, get, paid
drug, medicine, compound, treatment
vaccine, shot, jab
medical supplies, medical products, medical equipment, masks
mask, face mask, protective gear
online learning, e-learning, remote classes
ride, trip, journey
ride-hailing, taxi, cab, ride hailing, robotaxi
partner, partnership, team up, collaborate, joint venture, alliance
joint venture, jv, venture
rival, competitor, opponent, archrival
world, global, worldwide, international
equipment, gear, kit, hardware
network, infrastructure
messaging, messenger, chat
wristband, band, fitness tracker, wearable, tracker
cash, banknotes, notes, coins
wallet, e-wallet, payment app, digital wallet
movie, film, picture
match, game, fixture
goal, score, scored
coach, manager
champion, title, winner, won
storm, hurricane, typhoon, cyclone
quake, earthquake
wildfire, fire, blaze
shooting, gunman, shot
strike, walkout, industrial action
`

let groups: Map<string, string[][]> | undefined

/** Other words for a folded word or phrase of the trade; each as its words. */
export function tradeWords(phrase: string): readonly (readonly string[])[] {
  groups ??= parse()
  return groups.get(phrase) ?? []
}

function parse(): Map<string, string[][]> {
  const others = new Map<string, string[][]>()
  for (const line of GROUPS.trim().split('\n')) {
    // “boss > ceo, …”: a boss may be a CEO, but “CEO” is not said by “boss”.
    const [narrow, wide] = line.split('>')
    const phrases = (wide ?? line).split(',').map((phrase) => phrase.trim().toLowerCase())
    for (const phrase of wide === undefined ? phrases : [(narrow ?? '').trim()]) {
      const rest = phrases.filter((other) => other !== phrase).map((other) => other.split(' '))
      others.set(phrase, [...(others.get(phrase) ?? []), ...rest])
    }
  }
  return others
}
