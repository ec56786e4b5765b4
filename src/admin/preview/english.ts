import { en } from '../words/en.ts'

/** The words for files and programs: they read the same whoever made them. */
export const words = en.preview
