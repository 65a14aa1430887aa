package org.wardpost.mail.sieve;

import java.util.Optional;

/** A part of an address (RFC 5228 §2.7.4, RFC 5233 §4). */
enum AddressPart {
    ALL,
    LOCALPART,
    DOMAIN,
    USER,
    DETAIL;

    /** The part; no value at all for a detail that is not there, or an address without domain. */
    Optional<String> of(String address) {
        int at = address.lastIndexOf('@');
        var local = at < 0 ? address : address.substring(0, at);
        int plus = local.indexOf('+');
        return switch (this) {
            case ALL -> Optional.of(address);
            case LOCALPART -> Optional.of(local);
            case DOMAIN -> at < 0 ? Optional.empty() : Optional.of(address.substring(at + 1));
            case USER -> Optional.of(plus < 0 ? local : local.substring(0, plus));
            case DETAIL -> plus < 0 ? Optional.empty() : Optional.of(local.substring(plus + 1));
        };
    }
}
