import type { Way } from './devices.ts'

/** What is said in a journey, by her and to her, in one language. */
export interface Sentences {
  readonly story: string
  readonly need: string
  readonly wish: string
  readonly since: string
  readonly readback: string
  readonly hello: string
  readonly note: string
  readonly admitted: string
  readonly reason: string
  readonly money: string
  readonly promise: string
  readonly understood: string
  readonly moneyTerms: string
  readonly promiseTerms: string
  readonly betterTerms: string
  readonly discuss: string
  readonly delivered: string
  readonly regret: string
  readonly found: string
  readonly closing: string
}

export const SENTENCES = {
  sw: {
    story: 'Walinzi walifunga njia ya mtoni mwezi wa tatu. Sasa tunatembea saa mbili kutafuta maji.',
    need: 'Maji karibu na kijiji',
    wish: 'Wafungue njia',
    since: 'Mwezi wa tatu',
    readback: 'Njia ya mto imefungwa. Mnatembea saa mbili kutafuta maji.',
    hello: 'Habari. Mimi ni Wanjiru. Nimesoma uliyotuambia.',
    note: 'Meneja wa eneo ni binamu wa afisa uhusiano.',
    admitted: 'Tunaipokea.',
    reason: 'Ni maji ya kunywa.',
    money: 'Fidia ya mavuno yaliyopotea',
    promise: 'Wasifunge tena bila kutuuliza',
    understood: 'Sasa tumeelewa. Asante.',
    moneyTerms: 'Shilingi 44,800',
    promiseTerms: 'Tutawaarifu kabla ya kufunga',
    betterTerms: 'Tutawauliza wakuu kabla ya kufunga',
    discuss: 'Tuulizwe kwanza.',
    delivered: 'Imelipwa kwa M-Pesa',
    regret: 'Tunasikitika.',
    found: 'Tulizungumza pamoja, na mlikubaliana; hakuna aliyehitaji kuamua.',
    closing: 'Tumefunga. Unaweza kutuandikia tena.',
  },
  en: {
    story: 'The guards closed the path to the river in March. Now we walk two hours to fetch water.',
    need: 'Water close to the village',
    wish: 'That they open the path',
    since: 'In March',
    readback: 'The path to the river is closed. You walk two hours to fetch water.',
    hello: 'Hello. I am Wanjiru. I read what you told us.',
    note: 'The site manager is a cousin of the liaison.',
    admitted: 'We take it on.',
    reason: 'It is drinking water.',
    money: 'Money for the harvest that we lost',
    promise: 'That they never close it again without asking us',
    understood: 'Now we understand. Thank you.',
    moneyTerms: '44,800 shillings',
    promiseTerms: 'We will tell you before we close it',
    betterTerms: 'We will ask the elders before we close it',
    discuss: 'Ask us first.',
    delivered: 'Paid by M-Pesa',
    regret: 'We regret it.',
    found: 'We talked it over, and you agreed; nobody had to decide.',
    closing: 'We have closed it. You can write to us again.',
  },
  es: {
    story: 'Los guardias cerraron el camino al río en marzo. Ahora caminamos dos horas para buscar agua.',
    need: 'Agua cerca del pueblo',
    wish: 'Que abran el camino',
    since: 'En marzo',
    readback: 'El camino al río está cerrado. Caminan dos horas para buscar agua.',
    hello: 'Hola. Soy Wanjiru. Leí lo que nos contó.',
    note: 'El jefe de la obra es primo de la persona de enlace.',
    admitted: 'Nos ocupamos de esto.',
    reason: 'Es agua para beber.',
    money: 'Dinero por la cosecha que perdimos',
    promise: 'Que no lo cierren otra vez sin preguntarnos',
    understood: 'Ahora lo entendemos. Gracias.',
    moneyTerms: '44 800 chelines',
    promiseTerms: 'Avisaremos antes de cerrarlo',
    betterTerms: 'Preguntaremos a los mayores antes de cerrarlo',
    discuss: 'Pregúntennos primero.',
    delivered: 'Pagado por M-Pesa',
    regret: 'Lo lamentamos.',
    found: 'Lo hablamos juntos y llegaron a un acuerdo; nadie tuvo que decidir.',
    closing: 'Lo hemos cerrado. Puede escribirnos de nuevo.',
  },
  ar: {
    story: 'أغلق الحراس الطريق إلى النهر في شهر مارس. نمشي الآن ساعتين لنجلب الماء.',
    need: 'ماء قريب من القرية',
    wish: 'أن يفتحوا الطريق',
    since: 'في شهر مارس',
    readback: 'الطريق إلى النهر مغلق. تمشون ساعتين لجلب الماء.',
    hello: 'مرحبًا. أنا وانجيرو. قرأت ما أخبرتنا به.',
    note: 'مدير الموقع ابن عم مسؤول الاتصال.',
    admitted: 'سنتولى هذا الأمر.',
    reason: 'إنه ماء للشرب.',
    money: 'مال عن المحصول الذي خسرناه',
    promise: 'ألا يغلقوه مرة أخرى دون أن يسألونا',
    understood: 'فهمنا الآن. شكرًا لكم.',
    moneyTerms: 'مبلغ 44,800 شلن',
    promiseTerms: 'سنخبركم قبل أن نغلقه',
    betterTerms: 'سنسأل كبار القرية قبل أن نغلقه',
    discuss: 'اسألونا أولًا.',
    delivered: 'دُفع عبر الهاتف',
    regret: 'نأسف لذلك.',
    found: 'تحدثنا في الأمر معًا واتفقتم؛ ولم يلزم أن يحكم فيه أحد.',
    closing: 'أغلقنا هذا الملف. يمكنكم أن تكتبوا إلينا مرة أخرى.',
  },
} as const satisfies Record<Way['language'], Sentences>
