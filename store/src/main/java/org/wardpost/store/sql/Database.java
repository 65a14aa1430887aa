package org.wardpost.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** A database and what differs between the two. */
public abstract class Database implements AutoCloseable {
    // serialisation, deadlock, lock time-out, and a unique key that another transaction took since this one looked
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "HYT00", "23505");

    private static final Settings SETTINGS = new Settings()
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
            .withRenderNameCase(RenderNameCase.LOWER_IF_UNQUOTED)
            .withRenderSchema(false)
            .withParamType(ParamType.INDEXED)
            .withExecuteLogging(false);

    /** A connection of the pool, in auto-commit. */
    public abstract Connection connection() throws SQLException;

    /**
     * A connection of its own that reads and sees one instant, however long it is open, and streams what it selects. Whoever asks
     * closes it; nobody waits for it.
     */
    public abstract Connection snapshot() throws SQLException;

    /** The pool itself, for the migration of the schema. */
    public abstract DataSource dataSource();

    /** Returns when everything that this node committed before the call is on the platter. */
    public abstract void awaitDurable();

    public abstract boolean isPostgres();

    /** @throws org.wardpost.store.RefusedException StorageFull if there is too little room to write */
    public abstract void requireRoom();

    /** Gives room of deleted rows back while serving. */
    public abstract void compact();

    /** The same to its end, so that sealed bytes of deleted rows leave the file as far as the database lets us. */
    public abstract void compactWholly();

    /** Bytes that the database takes on the disk, 0 if it is elsewhere. */
    public abstract long bytesOnDisk();

    /** True if the same transaction may well succeed, or be refused in its own words, when it is run again. */
    public boolean isTransient(SQLException failure) {
        var state = failure.getSQLState();
        return TRANSIENT.contains(state == null ? "" : state) || failure.getErrorCode() == 90131;
    }

    /** jOOQ on a connection. */
    public DSLContext dsl(Connection connection) {
        return DSL.using(connection, dialect(), SETTINGS);
    }

    /** Renders a statement once. Its parameters are {@code ?} in the order of its text. */
    public Sql render(Function<DSLContext, Query> statement) {
        return new Sql(statement.apply(DSL.using(dialect(), SETTINGS)).getSQL(ParamType.INDEXED));
    }

    /** A statement that reads the same in both databases. */
    public Sql sql(String text) {
        return new Sql(text);
    }

    private SQLDialect dialect() {
        return isPostgres() ? SQLDialect.POSTGRES : SQLDialect.H2;
    }

    @Override
    public abstract void close();
}
