package org.wardpost.store.message;

import org.wardpost.store.CollectionId;

/** One of several places that a mail goes to. */
public record Delivery(CollectionId target, MessageDraft draft) {}
