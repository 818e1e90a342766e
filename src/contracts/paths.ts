/** Every address of the program. Public ones are neutral: no word, id or code in them tells what somebody does. */
export const paths = {
  stylesheet: (name: string) => `/assets/${name}`,
  home: (lang: string) => `/${lang}/`,
  about: (lang: string, topic: AboutTopic) => `/${lang}/about/${topic}`,
  form: (lang: string, step: number) => `/${lang}/form/${step}`,
  begin: (lang: string) => `/${lang}/form/begin`,
  messages: (lang: string) => `/${lang}/messages`,
  message: (lang: string, page: MessagePage) => `/${lang}/messages/${MESSAGE_PAGES.indexOf(page) + 1}`,
  file: (lang: string, id: string) => `/${lang}/messages/files/${id}`,
  leave: (lang: string) => `/${lang}/leave`,
  leaveAgain: (lang: string) => `/${lang}/leave/2`,
  desk: {
    today: () => '/desk/',
    signIn: () => '/desk/sign-in',
    signOut: () => '/desk/sign-out',
    signedOut: () => '/desk/signed-out',
    recover: () => '/desk/recover',
    queue: (query = '') => `/desk/queue${query}`,
    grievance: (reference: string) => `/desk/grievances/${reference}`,
    act: (reference: string, action: string) => `/desk/grievances/${reference}/${action}`,
    actOn: (reference: string, action: string, id: string) => `/desk/grievances/${reference}/${action}/${id}`,
    file: (reference: string, id: string) => `/desk/grievances/${reference}/files/${id}`,
    spoken: (page = '') => `/desk/our-people${page === '' ? '' : `/${page}`}`,
    spokenAct: (reference: string, action: string, id?: string | null) =>
      `/desk/our-people/${reference}/${action}${id == null ? '' : `/${id}`}`,
    again: (to: string) => `/desk/again?to=${encodeURIComponent(to)}`,
    lock: () => '/desk/lock',
    effectiveness: () => '/desk/effectiveness',
    invitation: (token: string) => `/desk/invitation/${token}`,
    setUp: (token: string) => `/desk/set-up/${token}`,
    steward: (page = '') => `/desk/steward${page === '' ? '' : `/${page}`}`,
    account: () => '/desk/account',
  },
} as const

/** What the public pages around the form tell. */
export const ABOUT_TOPICS = ['how', 'safety', 'limits', 'help', 'sealing'] as const
export type AboutTopic = (typeof ABOUT_TOPICS)[number]

/** The pages behind a person's own page, by number, so that a history tells nothing. */
export const MESSAGE_PAGES = [
  'open',
  'write',
  'evidence',
  'asked',
  'proposal',
  'delivery',
  'unsafe',
  'handler',
  'review',
  'escalate',
  'codes',
  'identity',
  'stop',
  'resume',
  'survey',
  'lost',
  'have',
  'readback',
  'print',
  'close',
  'call',
  'upgrade',
  'addWish',
  'addWho',
  'addTopics',
  'aboutYou',
  'speaks',
  'appoint',
  'speak',
  'giveCode',
] as const
export type MessagePage = (typeof MESSAGE_PAGES)[number]
