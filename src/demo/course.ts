import { unsafe } from '../dialogue/acts.ts'
import { admission, firstAnswer, judgement } from './hearing.ts'
import { asPerson, type Played } from './play.ts'
import { agreement, delivery, offer } from './putting-right.ts'
import { COURSES, type Course, type Stage } from './stage.ts'
import type { Story } from './stories.ts'

/** Plays a story as far as its course goes. */
export async function play(stage: Stage, story: Story, played: Played, course: Course): Promise<void> {
  const far = (until: Course): boolean => COURSES.indexOf(course) >= COURSES.indexOf(until)
  if (course === 'received') return
  await firstAnswer(stage, story, played)
  if (course === 'acknowledged') return
  if (course === 'unsafe') return asPerson(stage.context, played, story.language, unsafe, { words: '' })
  await admission(stage, story, played, course)
  if (course === 'waiting' || course === 'notAdmitted') return
  await judgement(stage, story, played)
  if (course === 'admitted' || course === 'rated') return
  await offer(stage, story, played)
  if (!far('agreed')) return
  await agreement(stage, story, played)
  if (!far('delivered')) return
  await delivery(stage, story, played, course)
}
