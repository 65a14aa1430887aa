package org.wardpost.store.sql;

/** The text of a statement, rendered once for one database by {@link Database#render}; values are parameters, never in it. */
public record Sql(String text) {}
