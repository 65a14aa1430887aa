package org.wardpost.store.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept beside a slot, sealed.
 *
 * @param label what its owner calls it
 * @param scopes protocols that it may be used for, as identity names them; empty for all
 * @param created to the second
 */
public record SlotDetails(String label, Set<String> scopes, Instant created, Optional<Instant> expires) {
    @Override
    public String toString() {
        return "SlotDetails[...]";
    }
}
