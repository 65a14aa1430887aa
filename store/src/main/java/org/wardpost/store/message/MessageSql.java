package org.wardpost.store.message;

import org.wardpost.store.sql.Sql;

/** Statements over tables {@code message} and {@code tombstone}; each is one index range. */
final class MessageSql {
    private static final String IN = " where m.account = ? and m.collection = ?";
    private static final String BY_UID = " order by m.account, m.collection, m.uid";

    static final Sql RANGE = new Sql("select " + MessageRow.COLUMNS + " from message m" + IN
            + " and m.uid between ? and ?" + BY_UID + " limit ?");
    static final Sql ONE = new Sql("select " + MessageRow.COLUMNS + " from message m" + IN + " and m.uid = ?");
    static final Sql SOME =
            new Sql("select " + MessageRow.COLUMNS + " from message m" + IN + " and m.uid = any(?)" + BY_UID);
    private static final String WITH_SUMMARY = "select " + MessageRow.COLUMNS
            + ", o.id, o.stored_size, o.summary from message m left join object o on o.number = m.object_number" + IN;
    static final Sql RANGE_WITH_SUMMARY = new Sql(WITH_SUMMARY + " and m.uid between ? and ?" + BY_UID + " limit ?");
    static final Sql ONE_WITH_SUMMARY = new Sql(WITH_SUMMARY + " and m.uid = ?");
    static final Sql SOME_WITH_SUMMARY = new Sql(WITH_SUMMARY + " and m.uid = any(?)" + BY_UID);
    static final Sql SINCE = new Sql("select " + MessageRow.COLUMNS + " from message m" + IN
            + " and m.modseq > ? order by m.account, m.collection, m.modseq");
    static final Sql SINCE_UIDS = new Sql("select m.uid, m.modseq from message m" + IN
            + " and m.modseq > ? order by m.account, m.collection, m.modseq limit ?");
    static final Sql FLAGS_FROM = new Sql("select m.uid, m.flags from message m" + IN + " and m.uid >= ?" + BY_UID);
    static final Sql OF_OBJECT =
            new Sql("select m.collection, m.uid from message m where m.account = ? and m.object_id = ?");
    static final Sql OF_THREAD =
            new Sql("select m.object_id, m.internal_date from message m where m.account = ? and m.thread = ?");

    static final Sql INSERT =
            new Sql("insert into message (account, collection, uid, modseq, epoch, object_number, object_id,"
                    + " wrapped, flags, internal_date, save_date, padded_size, thread, record, mac)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    static final Sql UPDATE_FLAGS = new Sql(
            "update message set modseq = ?, flags = ?, mac = ? where account = ? and collection = ? and uid = ?");
    static final Sql UPDATE_RECORD =
            new Sql("update message set modseq = ?, flags = ?, epoch = ?, wrapped = ?, record = ?, mac = ?"
                    + " where account = ? and collection = ? and uid = ?");
    static final Sql DELETE = new Sql("delete from message where account = ? and collection = ? and uid = ?");
    static final Sql DELETE_ALL = new Sql("delete from message where account = ? and collection = ?");

    static final Sql TOMBSTONES_RANGE = new Sql(
            "select t.uid, t.modseq, t.epoch, t.made, t.mac from tombstone t"
                    + " where t.account = ? and t.collection = ? and t.uid between ? and ? order by t.account, t.collection, t.uid");
    static final Sql TOMBSTONES_SINCE =
            new Sql("select t.uid, t.modseq, t.epoch, t.made, t.mac from tombstone t where t.account = ?"
                    + " and t.collection = ? and t.modseq > ? order by t.account, t.collection, t.modseq limit ?");
    static final Sql INSERT_TOMBSTONE = new Sql(
            "insert into tombstone (account, collection, uid, modseq, epoch, made, mac) values (?, ?, ?, ?, ?, ?, ?)");
    static final Sql DELETE_TOMBSTONE =
            new Sql("delete from tombstone where account = ? and collection = ? and uid = ?");
    static final Sql TOMBSTONES_BEFORE = new Sql(
            "select t.uid, t.modseq, t.epoch, t.made, t.mac from tombstone t"
                    + " where t.account = ? and t.collection = ? and t.made < ? order by t.account, t.collection, t.modseq limit ?");
    static final Sql DELETE_TOMBSTONES = new Sql("delete from tombstone where account = ? and collection = ?");

    static final Sql SET_ASIDE = new Sql("insert into message_aside (account, collection, uid, aside, modseq, epoch,"
            + " object_number, object_id, wrapped, flags, internal_date, save_date, padded_size, thread, record, mac)"
            + " select m.account, m.collection, m.uid, cast(? as bigint), m.modseq, m.epoch, m.object_number, m.object_id,"
            + " m.wrapped, m.flags, m.internal_date, m.save_date, m.padded_size, m.thread, m.record, m.mac from message m"
            + IN + " and m.uid = ?");

    private MessageSql() {}
}
