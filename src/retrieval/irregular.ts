/** Irregular forms → base: what no stemmer's rule can undo (“bought” → “buy”). Folded words; applied at intake and at query alike. */
const FORMS = `
arose arisen arise; awoke awoken awake; beat beaten beat; became become; began begun begin; bent bend; bitten bit bite; bled bleed; blew blown blow; broke broken break; brought bring; built build;
bought buy; caught catch; chose chosen choose; came come; dealt deal; dug dig; drew drawn draw; drank drunk drink; drove driven drive; ate eaten eat; fell fallen fall; fed feed; felt feel; fought fight;
found find; fled flee; flew flown fly; forbade forbidden forbid; foresaw foreseen foresee; forgot forgotten forget; froze frozen freeze; gave given give; went gone go; grew grown grow; hung hang; heard hear; hid hidden hide;
held hold; kept keep; knew known know; laid lay; led lead; left leave; lent lend; lost lose; made make; meant mean; met meet; paid pay; rode ridden ride; rang rung ring; rose risen rise;
ran run; said say; saw seen see; sought seek; sold sell; sent send; shook shaken shake; shone shine; shot shoot; shrank shrunk shrink; sang sung sing; sank sunk sink; sat sit; slept sleep; slid slide;
spoke spoken speak; sped speed; spent spend; spun spin; sprang sprung spring; stood stand; stole stolen steal; stuck stick; struck stricken strike; swore sworn swear; swept sweep; swam swum swim; swung swing;
took taken take; taught teach; tore torn tear; told tell; thought think; threw thrown throw; understood understand; undertook undertaken undertake; woke woken wake; wore worn wear; won win; withdrew withdrawn withdraw;
wrote written write; overtook overtaken overtake; oversaw overseen oversee; undid undone undo; upheld uphold; withheld withhold; bore borne bear; bound bind; clung cling; crept creep; dreamt dream; learnt learn; lit light; proven prove; sewn sew; shown show; sown sow; spelt spell; spilt spill; spoilt spoil; swollen swell; wound wind;
men man; women woman; children child; people person; feet foot; teeth tooth; geese goose; mice mouse; wives wife; lives life; halves half; thieves thief; leaves leaf; shelves shelf; wolves wolf; knives knife; criteria criterion; phenomena phenomenon; crises crisis; analyses analysis; theses thesis; diagnoses diagnosis
`

/** `form` → base, or the word itself. */
export function baseOf(folded: string): string {
  return BASES.get(folded) ?? folded
}

const BASES = new Map<string, string>(
  FORMS.trim()
    .split(/;\s*/)
    .flatMap((entry) => {
      const words = entry.trim().split(/\s+/)
      const base = words.at(-1) ?? ''
      return words.slice(0, -1).map((form): [string, string] => [form, base])
    }),
)
