import { WALKED } from './devices.ts'
import { walkEach } from './whole-journey.ts'

walkEach(WALKED.filter(way => way.language === 'ar'))
