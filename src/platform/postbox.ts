import nodemailer from 'nodemailer'

/** Where letters are handed over: one recipient, one fixed text, nothing that tells what it is about. */
export interface Postbox {
  send(letter: { to: string; subject: string; text: string; messageId: string }): Promise<void>
  close(): void
}

/** A postbox by SMTP. The sender is the mechanism's own neutral address. */
export function smtpPostbox(url: string, from: string): Postbox {
  const transport = nodemailer.createTransport(url)
  return {
    send: async ({ to, subject, text, messageId }) => {
      await transport.sendMail({ from, to, subject, text, messageId, headers: { 'Auto-Submitted': 'auto-generated' } })
    },
    close: () => transport.close(),
  }
}
