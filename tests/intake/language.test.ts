import { describe, expect, test } from 'vitest'
import { languageOf } from '../../src/intake/language.ts'
import { readPage } from '../../src/intake/page.ts'

describe('what a text is written in', () => {
  test.each([
    ['en', 'The bells of the old tower rang on Sunday for the first time in thirty years.'],
    ['de', 'Die Glocken des alten Turms läuteten am Sonntag zum ersten Mal seit dreißig Jahren.'],
    ['fr', 'Les cloches de la vieille tour ont sonné dimanche pour la première fois depuis trente ans.'],
    ['es', 'Las campanas de la vieja torre sonaron el domingo por primera vez en treinta años.'],
    ['pt', 'Os sinos da velha torre tocaram no domingo pela primeira vez em trinta anos, disse a paróquia.'],
    ['it', 'Le campane della vecchia torre hanno suonato domenica per la prima volta in trent’anni.'],
    ['nl', 'De klokken van de oude toren luidden zondag voor het eerst in dertig jaar.'],
    ['pl', 'Dzwony starej wieży zabrzmiały w niedzielę po raz pierwszy od trzydziestu lat.'],
    ['sv', 'Klockorna i det gamla tornet ringde i söndags för första gången på trettio år.'],
    ['tr', 'Eski kulenin çanları pazar günü otuz yıl sonra ilk kez çaldı.'],
    ['ru', 'Колокола старой башни зазвонили в воскресенье впервые за тридцать лет.'],
    ['uk', 'Дзвони старої вежі задзвонили в неділю вперше за тридцять років.'],
    ['el', 'Οι καμπάνες του παλιού πύργου χτύπησαν την Κυριακή για πρώτη φορά μετά από τριάντα χρόνια.'],
    ['ar', 'دقت أجراس البرج القديم يوم الأحد للمرة الأولى منذ ثلاثين عاما'],
    ['he', 'פעמוני המגדל הישן צלצלו ביום ראשון לראשונה מזה שלושים שנה'],
    ['hi', 'पुराने टावर की घंटियाँ तीस साल में पहली बार रविवार को बजीं।'],
    ['zh', '老钟楼的钟声三十年来第一次在星期日响起。'],
    ['ja', '古い塔の鐘が日曜日に三十年ぶりに鳴りました。'],
    ['ko', '오래된 탑의 종이 일요일에 삼십 년 만에 처음으로 울렸습니다.'],
  ])('%s', (language, text) => expect(languageOf(text)).toBe(language))

  test.each([['', 'Bells', 'OK 2026', 'https://lamp.example/die-glocken-des-turms/und-so-weiter', '12,345.67 – 89 %']])(
    'too little to say: %s',
    (text) => expect(languageOf(text)).toBeNull(),
  )
})

test('where the text does not say, the page does', () => {
  const language = (html: string): string | null =>
    readPage(Buffer.from(html), { url: 'https://lamp.example/', contentType: null }).language
  expect(language('<html lang="pt-BR"><body><p>Sim</p></body></html>')).toBe('pt')
  expect(language('<html><head><meta property="og:locale" content="fr_FR"></head><body><p>Oui</p></body></html>')).toBe('fr')
  expect(language('<html><body><p>Hm</p></body></html>')).toBeNull()
  expect(
    language(
      `<html lang="en"><body><article><p>${'Die Glocken des alten Turms läuteten am Sonntag zum ersten Mal. '.repeat(9)}</p></article></body></html>`,
    ),
  ).toBe('de')
})
