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

/** What handlers write to somebody, at each point of the way. */
export interface Phrases {
  readonly ack: string
  readonly safe: string
  readonly news: string
  readonly loss: string
  readonly never: string
  readonly money: string
  readonly promise: string
  readonly findings: string
  readonly no: string
  readonly paid: string
  readonly changed: string
  readonly organisation: string
  readonly closing: string
}

/** What handlers write in the demo, in the language of each story. */
export const PHRASES: Readonly<Record<string, Phrases>> = {
  en: {
    ack: 'I have read what you told us. I look into it and write to you again soon.',
    safe: 'You told us that you may be in danger. A colleague you choose goes with you on your way, and nobody at the company is told that you wrote. Tell us at once if that is not enough.',
    news: 'We visited the place this week and spoke with three people.',
    loss: 'That what was lost is paid.',
    never: 'That it does not happen again.',
    money: 'We pay what was lost.',
    promise: 'We change the rule and check it every three months.',
    findings:
      'We checked the papers of the company and heard four people. What you told us is right. We do not know yet who gave the order.',
    no: 'We could not take this on here, because no company that answers to us took part in it. It would be different if one did. The places below can help. You were right to tell us.',
    paid: 'Paid by mobile money; the receipt is in the file.',
    changed: 'The new rule is signed, and the first check was made.',
    organisation: 'It is paid, and the rule is changed.',
    closing:
      'This is what was done: the loss was paid, and the rule was changed. You can open it again with your code at any time. You were right to tell us.',
  },
  sw: {
    ack: 'Nimesoma uliyotuambia. Nitayafuatilia na nitakuandikia tena karibuni.',
    safe: 'Ulituambia kwamba huenda uko hatarini. Mtu unayemchagua atakusindikiza njiani, na hakuna yeyote katika kampuni anayeambiwa kwamba uliandika. Tuambie mara moja kama hilo halitoshi.',
    news: 'Tulifika mahali hapo wiki hii na kuzungumza na watu watatu.',
    loss: 'Hasara ilipwe.',
    never: 'Lisitokee tena.',
    money: 'Tutalipa kilichopotea.',
    promise: 'Tutabadilisha utaratibu na kuukagua kila miezi mitatu.',
    findings: 'Tulikagua nyaraka za kampuni na kuwasikiliza watu wanne. Uliyotuambia ni kweli. Hatujui bado nani alitoa amri.',
    no: 'Hatukuweza kulichukua hapa, kwa sababu hakuna kampuni inayowajibika kwetu iliyohusika. Ingekuwa tofauti kama ingehusika. Mahali palipotajwa hapa chini panaweza kusaidia. Ulifanya vyema kutuambia.',
    paid: 'Imelipwa kwa pesa za simu; risiti ipo kwenye faili.',
    changed: 'Utaratibu mpya umetiwa saini, na ukaguzi wa kwanza umefanyika.',
    organisation: 'Imelipwa, na utaratibu umebadilishwa.',
    closing:
      'Haya ndiyo yaliyofanyika: hasara ililipwa, na utaratibu ulibadilishwa. Unaweza kufungua tena kwa namba yako wakati wowote. Ulifanya vyema kutuambia.',
  },
  es: {
    ack: 'He leído lo que nos contó. Voy a averiguarlo y le escribiré pronto.',
    safe: 'Nos dijo que puede estar en peligro. Una persona que usted elija le acompaña en el camino, y a nadie de la empresa se le dice que usted escribió. Díganos enseguida si eso no basta.',
    news: 'Esta semana visitamos el lugar y hablamos con tres personas.',
    loss: 'Que se pague lo que se perdió.',
    never: 'Que no vuelva a pasar.',
    money: 'Pagamos lo que se perdió.',
    promise: 'Cambiamos la regla y la revisamos cada tres meses.',
    findings:
      'Revisamos los papeles de la empresa y escuchamos a cuatro personas. Lo que usted nos contó es cierto. Aún no sabemos quién dio la orden.',
    no: 'No pudimos ocuparnos de esto aquí, porque no participó ninguna empresa que responda ante nosotros. Sería distinto si alguna lo hubiera hecho. Los lugares de abajo pueden ayudar. Hizo bien en contárnoslo.',
    paid: 'Pagado por dinero móvil; el recibo está en el expediente.',
    changed: 'La regla nueva está firmada y se hizo la primera revisión.',
    organisation: 'Está pagado, y la regla cambió.',
    closing:
      'Esto es lo que se hizo: se pagó la pérdida y se cambió la regla. Puede abrirlo otra vez con su código cuando quiera. Hizo bien en contárnoslo.',
  },
  ar: {
    ack: 'قرأتُ ما أخبرتنا به. سأتابع الأمر وأكتب إليك قريبًا.',
    safe: 'أخبرتنا أنك قد تكون في خطر. يرافقك في طريقك شخص تختاره، ولا يُقال لأحد في الشركة إنك كتبت إلينا. أخبرنا فورًا إن لم يكن ذلك كافيًا.',
    news: 'زرنا المكان هذا الأسبوع وتحدثنا مع ثلاثة أشخاص.',
    loss: 'دفع ما ضاع.',
    never: 'ألا يتكرر الأمر.',
    money: 'ندفع ما ضاع.',
    promise: 'نغيّر القاعدة ونراجعها كل ثلاثة أشهر.',
    findings: 'راجعنا أوراق الشركة واستمعنا إلى أربعة أشخاص. ما أخبرتنا به صحيح. لا نعرف بعد من أصدر الأمر.',
    no: 'لم نستطع تولّي هذا هنا، لأن أي شركة مسؤولة أمامنا لم تشارك فيه. كان الأمر سيختلف لو شاركت. الجهات المذكورة أدناه يمكنها المساعدة. أحسنت إذ أخبرتنا.',
    paid: 'دُفع عبر الهاتف؛ والإيصال في الملف.',
    changed: 'وُقّعت القاعدة الجديدة، وجرت المراجعة الأولى.',
    organisation: 'دُفع المبلغ، وتغيّرت القاعدة.',
    closing: 'هذا ما تم: دُفعت الخسارة وتغيّرت القاعدة. يمكنك فتحه من جديد برمزك في أي وقت. أحسنت إذ أخبرتنا.',
  },
  pt: {
    ack: 'Li o que nos contou. Vou verificar e escrevo em breve.',
    safe: 'Disse-nos que pode estar em perigo. Alguém da sua confiança acompanha-o no caminho, e ninguém da empresa fica a saber que escreveu. Diga-nos logo se não bastar.',
    news: 'Esta semana falamos com três pessoas.',
    loss: 'Que paguem pelo uso.',
    never: 'Que não volte a acontecer.',
    money: 'Pagamos pelo uso.',
    promise: 'Mudamos a regra e verificamos a cada três meses.',
    findings: 'Vimos os papéis da empresa e ouvimos quatro pessoas. O que nos contou está certo.',
    no: 'Não pudemos tratar disto aqui, porque nenhuma empresa que responde perante nós participou. Os lugares abaixo podem ajudar.',
    paid: 'Pago por transferência; o recibo está no processo.',
    changed: 'A regra nova está assinada e a primeira verificação foi feita.',
    organisation: 'Está pago, e a regra mudou.',
    closing: 'Isto foi feito: a perda foi paga e a regra mudou. Fez bem em nos contar.',
  },
  fr: {
    ack: 'J’ai lu ce que vous nous avez raconté. Je m’en occupe et je vous écris bientôt.',
    safe: 'Vous nous avez dit que vous êtes peut-être en danger. Une personne de votre choix vous accompagne sur le chemin, et personne dans l’entreprise ne saura que vous avez écrit. Dites-nous aussitôt si cela ne suffit pas.',
    news: 'Cette semaine, nous avons parlé avec trois personnes.',
    loss: 'Que les soins soient payés.',
    never: 'Que cela n’arrive plus.',
    money: 'Nous payons les soins.',
    promise: 'Nous changeons la règle et la vérifions tous les trois mois.',
    findings: 'Nous avons lu les papiers de l’entreprise et entendu quatre personnes. Ce que vous avez dit est juste.',
    no: 'Nous n’avons pas pu nous en occuper ici, car aucune entreprise qui nous répond n’y a pris part. Les lieux ci-dessous peuvent aider.',
    paid: 'Payé par virement ; le reçu est au dossier.',
    changed: 'La nouvelle règle est signée, et la première vérification a eu lieu.',
    organisation: 'C’est payé, et la règle a changé.',
    closing: 'Voici ce qui a été fait : la perte a été payée et la règle a changé. Vous avez bien fait de nous le dire.',
  },
  id: {
    ack: 'Saya sudah membaca cerita Anda. Saya akan memeriksanya dan segera menulis lagi.',
    safe: 'Anda mengatakan bahwa Anda mungkin dalam bahaya. Orang yang Anda pilih akan menemani Anda di jalan, dan tidak seorang pun di perusahaan diberi tahu bahwa Anda menulis. Segera beri tahu kami jika itu belum cukup.',
    news: 'Minggu ini kami datang ke tempat itu dan berbicara dengan tiga orang.',
    loss: 'Kerugian dibayar.',
    never: 'Jangan sampai terjadi lagi.',
    money: 'Kami membayar kerugian.',
    promise: 'Kami mengubah aturan dan memeriksanya setiap tiga bulan.',
    findings: 'Kami memeriksa surat perusahaan dan mendengar empat orang. Yang Anda ceritakan benar.',
    no: 'Kami tidak dapat menanganinya di sini, karena tidak ada perusahaan di bawah kami yang terlibat. Tempat di bawah dapat membantu.',
    paid: 'Dibayar lewat transfer; kuitansinya ada di berkas.',
    changed: 'Aturan baru sudah ditandatangani, dan pemeriksaan pertama sudah dilakukan.',
    organisation: 'Sudah dibayar, dan aturannya sudah diubah.',
    closing: 'Inilah yang dilakukan: kerugian dibayar dan aturan diubah. Anda benar telah bercerita.',
  },
}

/** What somebody at the desk notes for their colleagues, in the language of their desk. */
export const NOTES: Readonly<Record<string, { readonly check: string; readonly severity: string; readonly involvement: string }>> = {
  en: {
    check: 'Check who else at the site may be affected before anything is released.',
    severity: 'As told; the account is taken at its highest.',
    involvement: 'From what was told and what the organisation published.',
  },
  ar: {
    check: 'التحقق ممن قد يكون متضررًا أيضًا في الموقع قبل نشر أي شيء.',
    severity: 'كما رُوي؛ تؤخذ الرواية بأشد ما فيها.',
    involvement: 'مما رُوي ومما نشرته المؤسسة.',
  },
}
