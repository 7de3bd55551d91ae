/** Text that is to be copied stands in a fence, where Discord reads nothing. */
import { type Answer, codeLines } from '../../src/answer.ts'

/** What is within one is seen by the parser. */
export function unfenced(content: string): string {
  return content.replaceAll(/^```\n[\s\S]*?\n```$/gm, ' ')
}

/** What could end a fence has a sign without width in it, which is none of the text. */
export function codesOf({ blocks }: Answer): string[] {
  return blocks.flatMap((block) => (block.type === 'code' ? codeLines(block.text).map((text) => text.replace(/`(?=``)/g, '`\u200b')) : []))
}
