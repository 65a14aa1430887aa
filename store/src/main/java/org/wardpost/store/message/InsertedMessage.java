package org.wardpost.store.message;

import org.wardpost.store.Modseq;

/** A message with UID and modseq that were reserved before: only for James's {@code MessageIdMapper}, which takes both first. */
public record InsertedMessage(long uid, Modseq modseq, MessageDraft draft) {}
