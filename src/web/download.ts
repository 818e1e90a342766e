/** A stored file leaves as a download that can run nothing. */
export const DOWNLOAD_HEADERS = { 'content-security-policy': "sandbox; default-src 'none'" } as const
