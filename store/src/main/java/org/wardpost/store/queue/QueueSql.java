package org.wardpost.store.queue;

import org.wardpost.store.sql.Sql;

/** Statements over table {@code queue_mail}. */
final class QueueSql {
    static final Sql INSERT = new Sql("insert into queue_mail (" + QueueRow.COLUMNS
            + ", lease_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    static final Sql ALL = new Sql("select " + QueueRow.COLUMNS + " from queue_mail order by number");
    static final Sql FIND = new Sql("select " + QueueRow.COLUMNS + " from queue_mail where id = ?");
    static final Sql LOCK = new Sql("select " + QueueRow.COLUMNS + " from queue_mail where id = ? for update");
    static final Sql DELETE = new Sql("delete from queue_mail where id = ?");
    static final Sql ORDER =
            new Sql("select id from queue_mail where queue = ? and priority = ? order by queue, priority, due, number");
    static final Sql COUNT = new Sql("select count(*) from queue_mail where queue = ?");
    static final Sql NEXT_DUE = new Sql("select due from queue_mail where queue = ? and priority = ? and due > ?"
            + " order by queue, priority, due, number limit ?");
    static final Sql FREE =
            new Sql("select due from queue_mail where queue = ? and priority = ? and due <= ? and lease_until <= ?"
                    + " order by queue, priority, due, number limit ?");
    static final Sql CLAIM =
            new Sql("update queue_mail set attempts = ?, lease_until = ?, lease_node = ? where id = ?");
    static final Sql EXTEND =
            new Sql("update queue_mail set lease_until = ? where id = ? and lease_node = ? and lease_until > ?");
    static final Sql RELEASE = new Sql("update queue_mail set lease_until = ?, lease_node = ? where id = ?");
    static final Sql SET_DUE = new Sql("update queue_mail set due = ?, mac = ? where id = ?");
    static final Sql SET_ASIDE = new Sql("update queue_mail set priority = ?, due = ? where id = ?");
    static final Sql TAGS = new Sql("select distinct queue from queue_mail");
    static final Sql ANY_OF = new Sql("select " + QueueRow.COLUMNS + " from queue_mail where queue = ? limit ?");
    static final Sql VOID_LEASES =
            new Sql("update queue_mail set lease_until = ?, lease_node = ? where lease_node = ?");
    private static final String DUE = "select " + QueueRow.COLUMNS + " from queue_mail where queue = ? and priority = ?"
            + " and due <= ? and lease_until <= ? order by queue, priority, due, number limit ?";

    private QueueSql() {}

    /** Rows that nobody has; on PostgreSQL those that another node is just taking are passed over. */
    static Sql due(boolean postgres) {
        return new Sql(postgres ? DUE + " for update skip locked" : DUE);
    }
}
