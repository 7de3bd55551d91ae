/** World knowledge for the name tagger: countries, regions, large cities, nationalities and the words places are named with. One place per line part, split at `|`. */

export const PLACES = `
Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Botswana|Brazil|Brunei
Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Chad|Chile|China|Colombia|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|Djibouti|Dominica|Dominican Republic
Ecuador|Egypt|El Salvador|Eritrea|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Grenada|Guatemala|Guinea|Guyana|Haiti|Honduras|Hungary|Iceland|India|Indonesia
Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg
Macedonia|North Macedonia|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Burma|Namibia|Nauru|Nepal
Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|South Korea|Korea|Norway|Oman|Pakistan|Palau|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania|Russia
Rwanda|Samoa|San Marino|Saudi Arabia|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|South Africa|South Sudan|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland
Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tonga|Trinidad|Tobago|Tunisia|Turkey|Türkiye|Turkmenistan|Tuvalu|Uganda|Ukraine|United Arab Emirates|UAE|United Kingdom|UK|U.K.|Britain|Great Britain|England
Scotland|Wales|Northern Ireland|United States|United States of America|USA|U.S.|US|U.S.A.|America|Uruguay|Uzbekistan|Vanuatu|Vatican|Vatican City|Venezuela|Vietnam|Yemen|Zambia|Zimbabwe|Yugoslavia|Soviet Union|USSR
Africa|Asia|Europe|North America|South America|Latin America|Central America|Middle East|Far East|Southeast Asia|South Asia|East Asia|Central Asia|Eastern Europe|Western Europe|Oceania|Antarctica|Arctic|Caribbean
Balkans|Scandinavia|Baltics|Caucasus|Crimea|Donbas|Gaza|Gaza Strip|West Bank|Kurdistan|Kashmir|Punjab|Gujarat|Kerala|Tamil Nadu|Maharashtra|Bengal|West Bengal|Karnataka|Bihar|Assam|Tibet|Xinjiang|Chechnya|Siberia
Catalonia|Andalusia|Basque Country|Bavaria|Saxony|Tuscany|Sicily|Sardinia|Lombardy|Normandy|Brittany|Provence|Flanders|Wallonia|Cornwall|Yorkshire|Kent|Essex|Sussex|Surrey|Norfolk|Devon|Cumbria|Lancashire
Quebec|Ontario|Alberta|British Columbia|Manitoba|Saskatchewan|Nova Scotia|Newfoundland|Queensland|New South Wales|Tasmania|Western Australia|South Australia|Hokkaido|Okinawa|Java|Sumatra|Bali|Borneo|Mindanao|Luzon
Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri
Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia
Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico|Guam|Calif.|Fla.|Mass.|Pa.|N.Y.|N.J.|N.C.|Va.|Ill.|Ariz.|Colo.|Conn.|Wash.|Wis.|Minn.|Tenn.|Ala.|Md.|Mo.|D.C.|N.H.|S.C.|Ga.|Ky.|La.|Mich.
Abidjan|Abu Dhabi|Abuja|Accra|Addis Ababa|Adelaide|Aleppo|Alexandria|Algiers|Amman|Amsterdam|Anchorage|Ankara|Antwerp|Athens|Atlanta|Auckland|Austin|Baghdad|Baku|Baltimore|Bamako|Bangalore|Bengaluru|Bangkok
Barcelona|Basel|Basra|Beijing|Beirut|Belfast|Belgrade|Bergen|Berlin|Bern|Bilbao|Birmingham|Bogota|Bogotá|Bologna|Bonn|Bordeaux|Boston|Brasilia|Bratislava|Brisbane|Bristol|Brussels|Bucharest|Budapest|Buenos Aires
Buffalo|Busan|Cairo|Calcutta|Kolkata|Calgary|Cambridge|Canberra|Cannes|Cape Town|Caracas|Cardiff|Casablanca|Charlotte|Chengdu|Chennai|Chicago|Chongqing|Christchurch|Cincinnati|Cleveland|Cologne|Colombo|Columbus
Copenhagen|Cork|Dakar|Dalian|Dallas|Damascus|Dar es Salaam|Darwin|Davos|Delhi|New Delhi|Denver|Detroit|Dhaka|Doha|Dortmund|Dresden|Dubai|Dublin|Durban|Düsseldorf|Edinburgh|Edmonton|Eindhoven|Florence|Frankfurt
Freetown|Fukuoka|Fukushima|Geneva|Genoa|Glasgow|Gothenburg|Guadalajara|Guangzhou|Guangdong|Hamburg|Hangzhou|Hanoi|Harare|Hartford|Havana|Helsinki|Hiroshima|Ho Chi Minh City|Hobart|Hong Kong|Honolulu|Houston|Hubei|Hunan
Hyderabad|Indianapolis|Islamabad|Istanbul|Izmir|Jacksonville|Jakarta|Jeddah|Jerusalem|Johannesburg|Kabul|Kampala|Kandahar|Kansas City|Karachi|Kathmandu|Kazan|Khartoum|Kiev|Kyiv|Kharkiv|Kherson|Kigali|Kingston|Kinshasa|Krakow
Kuala Lumpur|Kunming|Kyoto|Lagos|Lahore|Las Vegas|Lausanne|Leeds|Leicester|Leipzig|Lima|Lisbon|Liverpool|Ljubljana|London|Los Angeles|Lucknow|Lusaka|Lviv|Lyon|Macau|Madrid|Malmo|Manchester|Manila|Maputo|Mariupol
Marrakesh|Marseille|Mecca|Medellin|Melbourne|Memphis|Mexico City|Miami|Milan|Milwaukee|Minneapolis|Minsk|Mogadishu|Mombasa|Montevideo|Monterrey|Montreal|Moscow|Mosul|Mumbai|Bombay|Munich|Nagasaki|Nagoya|Nairobi|Nanjing|Naples
Nashville|New Orleans|New York City|Newark|Newcastle|Nice|Nicosia|Oakland|Odessa|Odesa|Osaka|Oslo|Ottawa|Oxford|Palermo|Panama City|Paris|Perth|Peshawar|Philadelphia|Phnom Penh|Phoenix|Pittsburgh|Port-au-Prince|Portland
Porto|Prague|Pretoria|Pyongyang|Qingdao|Quito|Rabat|Raleigh|Ramallah|Rawalpindi|Reykjavik|Riga|Rio de Janeiro|Riyadh|Rome|Rotterdam|Sacramento|Salt Lake City|Salzburg|San Antonio|San Diego|San Francisco|San Jose|San Juan
Santiago|Sao Paulo|São Paulo|Sapporo|Sarajevo|Seattle|Seoul|Seville|Shanghai|Sheffield|Shenyang|Shenzhen|Sichuan|Skopje|Sofia|Southampton|St. Louis|St. Petersburg|Stockholm|Strasbourg|Stuttgart|Surabaya|Suzhou|Sydney|Taipei
Tallinn|Tampa|Tashkent|Tbilisi|Tehran|Tel Aviv|The Hague|Tianjin|Tijuana|Tirana|Tokyo|Toronto|Toulouse|Tripoli|Tucson|Tunis|Turin|Ulaanbaatar|Utrecht|Valencia|Vancouver|Venice|Vienna|Vilnius|Warsaw|Wellington|Winnipeg
Wuhan|Xi'an|Xiamen|Yangon|Yerevan|Yokohama|York|Zagreb|Zhejiang|Zhengzhou|Zurich|Zürich|Zhejiang|Jiangsu|Shandong|Fujian|Hainan|Henan|Hebei|Yunnan|Guangxi|Shaanxi|Shanxi|Anhui|Jiangxi|Liaoning|Jilin|Heilongjiang|Gansu
Manhattan|Brooklyn|Queens|Bronx|Staten Island|Hollywood|Silicon Valley|Wall Street|Capitol Hill|Downing Street|Westminster|Bay Area|Long Island|New England|Midwest|Pacific|Atlantic|Mediterranean|Black Sea|Red Sea|South China Sea
Baltic Sea|North Sea|Persian Gulf|Indian Ocean|Pacific Ocean|Atlantic Ocean|Arctic Ocean|Gulf of Mexico|Himalayas|Alps|Andes|Amazon|Sahara|Sahel|Nile|Danube|Rhine|Thames|Ganges|Everest|Mars|Venus|Jupiter|Saturn|Earth|Moon`

export const NATIONALITIES = `
Afghan Afghans African Africans Albanian Albanians Algerian American Americans Angolan Arab Arabs Arabic Argentine Argentinian Armenian Asian Asians Australian Australians Austrian Azerbaijani Bahraini Balkan Baltic
Bangladeshi Basque Belarusian Belgian Bolivian Bosnian Brazilian Brazilians Brit British Briton Britons Buddhist Buddhists Bulgarian Burmese Cambodian Cameroonian Canadian Canadians Cantonese Caribbean Catalan Catholic Catholics
Chechen Chilean Chinese Christian Christians Colombian Congolese Croatian Cuban Cubans Cypriot Czech Danish Dane Danes Dutch Ecuadorian Egyptian Egyptians Emirati English Estonian Ethiopian European Europeans Filipino Finnish
Finn French Frenchman Frenchwoman Georgian German Germans Ghanaian Greek Greeks Haitian Hebrew Hindu Hindus Hispanic Honduran Hungarian Icelandic Indian Indians Indonesian Iranian Iranians Iraqi Iraqis Irish Islamic Islamist Islamists
Israeli Israelis Italian Italians Jamaican Japanese Jewish Jew Jews Jordanian Kazakh Kenyan Kenyans Korean Koreans Kosovar Kurd Kurdish Kurds Kuwaiti Lao Latino Latinos Latina Latin Latvian Lebanese Liberian Libyan Lithuanian Malaysian
Maltese Maori Marxist Mexican Mexicans Moldovan Mongolian Moroccan Mormon Muslim Muslims Nazi Nazis Nepalese Nicaraguan Nigerian Nigerians Nordic Norwegian Norwegians Orthodox Pakistani Pakistanis Palestinian Palestinians Panamanian Paraguayan
Persian Peruvian Polish Pole Poles Portuguese Protestant Qatari Romanian Russian Russians Rwandan Saudi Saudis Scandinavian Scot Scots Scottish Senegalese Serb Serbian Serbs Shiite Shia Sikh Singaporean Slovak Slovenian Somali Soviet Spaniard
Spanish Sudanese Sunni Swede Swedes Swedish Swiss Syrian Syrians Taiwanese Tamil Tanzanian Texan Thai Tibetan Tunisian Turk Turkish Turks Ugandan Ukrainian Ukrainians Uruguayan Uyghur Uyghurs Uzbek Venezuelan Vietnamese Welsh Yemeni
Zambian Zimbabwean Democrat Democrats Democratic Republican Republicans GOP Tory Tories Liberal Liberals Conservative Conservatives Communist Communists Socialist Socialists Western Eastern Northern Southern Californian Parisian Londoner Londoners`

export const PLACE_WORDS = `
River Lake Sea Ocean Bay Gulf Strait Island Islands Peninsula Mount Mountain Mountains Valley Hill Hills Canyon Desert Forest Beach Coast Cape Creek Falls Glacier Volcano Reef Canal Harbor Harbour Port Airport Station
Stadium Arena Park Garden Gardens Square Street St Avenue Ave Road Rd Boulevard Blvd Lane Bridge Highway Freeway Motorway Plaza Tower Palace Castle Cathedral Mosque Temple City Town Village County Province State
Prefecture District Region Territory Borough Heights Springs Ridge Plateau Basin Delta North South East West Northern Southern Eastern Western Central Upper Lower New Fort Camp Point Downs Speedway Raceway`
