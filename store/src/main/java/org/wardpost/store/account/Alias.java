package org.wardpost.store.account;

/** Mail to {@code address} goes to {@code target}; an address may have several targets. */
public record Alias(String address, String target) {
    @Override
    public String toString() {
        return "Alias[...]";
    }
}
