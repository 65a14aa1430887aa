package org.wardpost.store.blob;

import java.util.UUID;

/** Names a stored object: the number finds its row, the id is what was sealed. */
public record ObjectRef(long number, UUID id) {}
