/** World knowledge for the name tagger: organisations and products that readers everywhere know by name. Hints, not a list of whom to find. */

export const KNOWN_PHRASES = `
Goldman Sachs|Wells Fargo|Bank of America|Deutsche Bank|Credit Suisse|Standard Chartered|Merrill Lynch|Lehman Brothers|American Express|BNP Paribas|Societe Generale|Berkshire Hathaway|Charles Schwab|Standard & Poor's
General Motors|General Electric|Rolls-Royce|Land Rover|Aston Martin|Alfa Romeo|Harley-Davidson|Lockheed Martin|Northrop Grumman|Royal Dutch Shell|Exxon Mobil|Rio Tinto|Johnson & Johnson|Procter & Gamble|Eli Lilly
Louis Vuitton|Hugo Boss|Ralph Lauren|Marks & Spencer|Best Buy|Home Depot|Burger King|Taco Bell|Pizza Hut|Dunkin' Donuts|Coca-Cola|Pepsi|Warner Bros|Rolling Stone|Wall Street Journal|New York Times|Washington Post|Financial Times
The Guardian|The Economist|The Times|The Sun|Daily Mail|Le Monde|Der Spiegel|Al Jazeera|Associated Press|Agence France-Presse|Fox News|Sky News|Channel 4|BBC News|Time Warner|Penguin Random House|Live Nation|Getty Images
Red Cross|Red Crescent|Doctors Without Borders|Save the Children|Human Rights Watch|Amnesty International|World Bank|United Nations|European Union|African Union|Arab League|White House|Supreme Court|House of Representatives
House of Commons|House of Lords|State Department|Justice Department|Treasury Department|Pentagon|Scotland Yard|Downing Street|Red Army|Islamic State|Al Qaeda|al-Qaeda|Boko Haram|Al Shabaab|Muslim Brotherhood|Khmer Rouge|Black Lives Matter
Real Madrid|Atletico Madrid|Bayern Munich|Borussia Dortmund|Paris Saint-Germain|Inter Milan|AC Milan|Manchester United|Manchester City|Aston Villa|West Ham|Crystal Palace|Tottenham Hotspur|Nottingham Forest|Leicester City|Boca Juniors
River Plate|New York Yankees|New York Mets|Boston Red Sox|Chicago Cubs|Los Angeles Dodgers|Los Angeles Lakers|Golden State Warriors|Dallas Cowboys|Green Bay Packers|Kansas City Chiefs|San Francisco 49ers|Toronto Maple Leafs|All Blacks
Booz Allen|Ernst & Young|Max Planck|Johns Hopkins|King's College|Imperial College|Trinity College|Tate Modern|Virgin Atlantic|British Airways|Air France|Singapore Airlines|Delta Air Lines|Blue Origin|Virgin Galactic|Bell Labs|Sierra Club`

export const KNOWN_PRODUCTS = `
iPhone iPad iPod iMac MacBook AirPods Mac macOS iOS Windows Android Linux Chrome Chromebook Kindle Alexa Siri Cortana Echo Xbox PlayStation Nintendo Switch Wii Fitbit GoPro ThinkPad Surface BlackBerry Gmail YouTube Instagram WhatsApp
Snapchat Twitter Facebook Messenger Reddit Telegram Skype Zoom Slack Teams Outlook Excel PowerPoint Word Photoshop Bitcoin Ethereum Dogecoin ChatGPT GPT-3 GPT-4 Copilot Gemini Bluetooth Wi-Fi Fortnite Minecraft Tetris Viagra Botox
Prozac Ozempic Wegovy Humira Keytruda Tamiflu OxyContin Corvette Mustang Corolla Camry Prius Civic Golf Beetle Leaf Boeing-737 Concorde Dreamliner Hubble Voyager Soyuz Apollo Kalashnikov AK-47 Patriot Tomahawk Javelin HIMARS F-16 F-35 MiG-29
COVID-19 Covid-19 Covid Coca-Cola Pepsi Nutella Barbie Lego Airbnb`
