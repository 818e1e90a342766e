import type { IssueTopic } from './reference/index.ts'

const TELLING_TOPICS: readonly string[] = [
  'topic_harassment_work',
  'topic_intimate_images',
  'topic_child_online',
] satisfies readonly IssueTopic[]

/**
 * Whether topic and place would tell by themselves who spoke, or of what: where a child is touched, sexual violence may
 * be, or the mechanism's own people are accused. They then rest sealed with the words.
 */
export function isRestricted(told: {
  readonly topics: readonly string[]
  readonly child: boolean
  readonly readerInvolved: boolean
}): boolean {
  return told.child || told.readerInvolved || told.topics.some(topic => TELLING_TOPICS.includes(topic))
}
