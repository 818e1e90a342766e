import scenarios from './scenarios.json' with { type: 'json' }

/** A story that somebody tells in the demo; everything in it is invented. */
export interface Story {
  readonly id: string
  readonly language: string
  readonly channel: string
  readonly identity: string
  readonly capacity: string
  readonly text: string
  readonly organisations: readonly { readonly name: string; readonly mode: string }[]
  readonly topics: readonly string[]
  readonly rights: readonly string[]
  readonly severity: readonly number[]
  readonly urgent: boolean
}

/** Fifteen stories in fifteen languages. */
export const STORIES: readonly Story[] = scenarios

/** Smaller ones that went the whole way, so that figures have something to count. */
export const CLOSED_STORIES: readonly Story[] = [
  small('en', 'My pay was two weeks late and nobody told us why.', 'topic_wages', 'right_fair_pay'),
  small('sw', 'Vumbi la kokoto linaingia nyumbani kwetu kila siku. Watoto wanakohoa.', 'topic_water_pollution', 'right_health'),
  small('es', 'Cerraron el camino a la escuela y los niños caminan una hora más.', 'topic_livelihood', 'right_education'),
  small('ar', 'خصموا من أجري ثمن ملابس العمل دون أن يخبرني أحد.', 'topic_wages', 'right_fair_pay'),
  small('sw', 'Waliahidi kujenga kisima tulipohamishwa. Kisima hakijajengwa.', 'topic_livelihood', 'right_water'),
  small('en', 'The supervisor shouts at us and counts how long we are in the toilet.', 'topic_unsafe_work', 'right_safe_work'),
]

function small(language: string, text: string, topic: string, right: string): Story {
  return {
    id: 'small',
    language,
    channel: 'ch_web',
    identity: 'id_pseudonymous',
    capacity: 'cap_affected_individual',
    text,
    organisations: [{ name: 'Rio Claro Hidro', mode: 'cause' }],
    topics: [topic],
    rights: [right],
    severity: [2, 1, 2],
    urgent: false,
  }
}

/** What handlers write in the demo, in the language of each story. */
export const PHRASES: Readonly<
  Record<string, { readonly ack: string; readonly news: string; readonly asked: string; readonly money: string; readonly promise: string }>
> = {
  en: {
    ack: 'I have read what you told us. I look into it and write to you again soon.',
    news: 'We visited the place this week and spoke with three people.',
    asked: 'Put it right, and make sure it does not happen again.',
    money: 'We pay what was lost.',
    promise: 'We change the rule and check it every three months.',
  },
  sw: {
    ack: 'Nimesoma uliyotuambia. Nitayafuatilia na nitakuandikia tena karibuni.',
    news: 'Tulifika mahali hapo wiki hii na kuzungumza na watu watatu.',
    asked: 'Rekebisheni, na hakikisheni haitokei tena.',
    money: 'Tutalipa kilichopotea.',
    promise: 'Tutabadilisha utaratibu na kuukagua kila miezi mitatu.',
  },
  es: {
    ack: 'He leído lo que nos contó. Voy a averiguarlo y le escribiré pronto.',
    news: 'Esta semana visitamos el lugar y hablamos con tres personas.',
    asked: 'Que lo reparen y que no vuelva a pasar.',
    money: 'Pagamos lo que se perdió.',
    promise: 'Cambiamos la regla y la revisamos cada tres meses.',
  },
  ar: {
    ack: 'قرأتُ ما أخبرتنا به. سأتابع الأمر وأكتب إليك قريبًا.',
    news: 'زرنا المكان هذا الأسبوع وتحدثنا مع ثلاثة أشخاص.',
    asked: 'إصلاح الأمر وضمان ألا يتكرر.',
    money: 'ندفع ما ضاع.',
    promise: 'نغيّر القاعدة ونراجعها كل ثلاثة أشهر.',
  },
  pt: {
    ack: 'Li o que nos contou. Vou verificar e escrevo em breve.',
    news: 'Esta semana falamos com três pessoas.',
    asked: 'Que tirem do ar e paguem pelo uso.',
    money: 'Pagamos pelo uso.',
    promise: 'Mudamos a regra e verificamos a cada três meses.',
  },
  fr: {
    ack: 'J’ai lu ce que vous nous avez raconté. Je m’en occupe et je vous écris bientôt.',
    news: 'Cette semaine, nous avons parlé avec trois personnes.',
    asked: 'La vérité, et que cela n’arrive plus.',
    money: 'Nous payons les soins.',
    promise: 'Nous changeons la règle et la vérifions tous les trois mois.',
  },
  id: {
    ack: 'Saya sudah membaca cerita Anda. Saya akan memeriksanya dan segera menulis lagi.',
    news: 'Minggu ini kami datang ke tempat itu dan berbicara dengan tiga orang.',
    asked: 'Tanah diukur ulang bersama.',
    money: 'Kami membayar kerugian.',
    promise: 'Kami mengubah aturan dan memeriksanya setiap tiga bulan.',
  },
}
