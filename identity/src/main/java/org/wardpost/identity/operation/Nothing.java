package org.wardpost.identity.operation;

/** The input of an operation that needs none. */
public record Nothing() {
    public static final Nothing NOTHING = new Nothing();
}
