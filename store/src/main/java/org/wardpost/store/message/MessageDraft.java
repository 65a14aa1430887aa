package org.wardpost.store.message;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.blob.ObjectSource;

/**
 * A message about to be appended.
 * @param object where its bytes are: just spooled, or stored already and only re-wrapped
 * @param internalDate kept to the millisecond
 * @param deliveryId the same id is appended to an account once, however often it is tried
 */
public record MessageDraft(
        ObjectSource object, MessageFlags flags, Instant internalDate, ThreadLinks links, Optional<UUID> deliveryId) {}
