package org.wardpost.store.quota;

import java.util.OptionalLong;

/** What an account uses and may use (RFC 9208); no limit where empty. Bytes are exact sizes as IMAP shows them. */
public record QuotaUsage(long bytes, long messages, OptionalLong bytesLimit, OptionalLong messagesLimit) {}
