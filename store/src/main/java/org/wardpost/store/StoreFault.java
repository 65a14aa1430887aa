package org.wardpost.store;

import java.sql.SQLException;
import java.util.UUID;

/**
 * Something is broken: a dead disk, a lost database, a bug. It has an id to find it by, an SQLSTATE if a database said so, and
 * the place. Never the driver's own words, because those quote statements and values.
 */
public final class StoreFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String id;

    private StoreFault(String id, String message) {
        super(message + " (fault " + id + ")");
        this.id = id;
    }

    /** @param what what was being done, without any value of a row */
    public static StoreFault of(String what) {
        return new StoreFault(newId(), what);
    }

    /** The place of {@code cause} is kept, its message is not. */
    public static StoreFault of(String what, Throwable cause) {
        var fault = new StoreFault(newId(), what + ": " + describe(cause));
        fault.setStackTrace(cause.getStackTrace());
        return fault;
    }

    public String id() {
        return id;
    }

    private static String describe(Throwable cause) {
        return cause instanceof SQLException sql
                ? "SQLSTATE " + sql.getSQLState() + ", code " + sql.getErrorCode()
                : cause.getClass().getSimpleName();
    }

    private static String newId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
