import { WAYS } from './devices.ts'
import { walkEach } from './whole-journey.ts'

walkEach(WAYS.filter(way => way.language === 'ar'))
