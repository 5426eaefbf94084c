import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { ProblemText } from '../parts/ProblemText.tsx'
import type { Problem } from './problem.ts'

/** Says that something was done; it goes away by itself. */
export function showDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 5000, withBorder: true })
}

/** Says what went wrong, and for a denial what is missing and whom to ask; it stays until it is closed. */
export function showProblem(problem: Problem): void {
  notifications.show({
    message: createElement(ProblemText, { problem }),
    color: 'red',
    autoClose: problem.denial === null ? 10_000 : false,
    withBorder: true,
  })
}
