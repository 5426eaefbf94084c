import { createTransport } from 'nodemailer'

/** A letter to one person, in plain text. */
export interface Mail {
  readonly to: { readonly name: string; readonly address: string }
  readonly title: string
  readonly text: string
}

/** Sends letters. */
export interface Mailer {
  /** @throws Error when the mail server doesn't take it */
  readonly send: (mail: Mail) => Promise<void>
}

/** How mail goes out. */
export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly smtpUrl: string
  /** The sender: an address, or a name with an address in angle brackets. */
  readonly from: string
}

/** How long a mail server may take for anything, in milliseconds. */
const patienceMs = 15_000

/** Makes a mailer that hands letters to an SMTP server. */
export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
  const timeouts = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs }
  const transport = createTransport({ url: smtpUrl, ...timeouts })
  return {
    send: async ({ to, title, text }) => {
      await transport.sendMail({ from, to, subject: title, text, disableFileAccess: true, disableUrlAccess: true })
    },
  }
}
