package org.wardpost.store.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.store.CollectionId;
import org.wardpost.store.TestStore;
import org.wardpost.vault.TamperedException;

/** Whoever can write to the database makes errors of single messages, and nothing else: the rest is served, and verify names it. */
interface TamperContract {
    TestStore test();

    private Mails mails() {
        return new Mails(test());
    }

    private CollectionId filled() {
        var box = mails().mailbox();
        mails().append(box, "first", MessageFlags.of(MessageFlags.SEEN, "$k"));
        mails().append(box, "second");
        mails().append(box, "third");
        mails().append(box, "removed");
        test().store().messages().expunge(box, UidSet.of(4), false);
        return box;
    }

    @ParameterizedTest
    @CsvSource({
        "wrapped",
        "record",
        "mac",
        "modseq",
        "epoch",
        "object_number",
        "flags",
        "internal_date",
        "save_date",
        "padded_size",
        "thread",
        "object_id"
    })
    default void aChangedColumnIsAnErrorOfThatMessageAndVerifyNamesIt(String column) {
        for (int octet : new int[] {0, 7, -1}) {
            var box = filled();
            change(box, 2, column, octet);
            test().store().views().forget(box);
            var read = mails().all(box);
            assertThat(read).extracting(StoredMessage::uid).containsExactly(1L, 2L, 3L);
            assertThatThrownBy(read.get(1)::summary).isInstanceOf(TamperedException.class);
            assertThatThrownBy(read.get(1)::openBody).isInstanceOf(TamperedException.class);
            assertThatThrownBy(read.get(1)::flags).isInstanceOf(TamperedException.class);
            assertThat(mails().content(read.get(0))).isEqualTo("first");
            assertThat(mails().content(read.get(2))).isEqualTo("third");
            assertThat(test().store().views().view(box).damagedAt(2)).isTrue();
            assertThat(findings(box))
                    .anyMatch(f -> f.kind() == Finding.Kind.ROW && f.uid().orElse(0) == 2);
        }
    }

    @Test
    default void flagsOfTheOthersCanStillBeChanged() {
        var box = filled();
        change(box, 2, "flags", 0);
        var result = test().store()
                .messages()
                .setFlags(box, UidSet.ALL, new FlagChange.Add(MessageFlags.of(MessageFlags.FLAGGED)), Optional.empty());
        assertThat(result.messages()).extracting(FlagResult.Updated::uid).containsExactly(1L, 3L);
        assertThat(result.damaged()).hasToString("2");
        assertThatThrownBy(() -> test().store()
                        .messages()
                        .setFlags(
                                box,
                                UidSet.of(2),
                                new FlagChange.Add(MessageFlags.of(MessageFlags.SEEN)),
                                Optional.empty()))
                .isInstanceOf(TamperedException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void theOthersCanStillBeCopiedAndMoved(boolean move) {
        var box = filled();
        var other = mails().mailboxBeside(box);
        change(box, 2, "flags", 0);
        var messages = test().store().messages();
        var done = move ? messages.move(box, UidSet.ALL, other) : messages.copy(box, UidSet.ALL, other);
        assertThat(done.messages()).extracting(CopyResult::sourceUid).containsExactly(1L, 3L);
        assertThat(done.damaged()).hasToString("2");
        assertThat(mails().content(other, 2)).isEqualTo("third");
    }

    @ParameterizedTest
    @CsvSource({
        "object_body,body,0",
        "object_body,body,20",
        "object_body,body,-1",
        "object,summary,1",
        "object,summary,-1",
        "object,stored_size,7",
        "object,id,3"
    })
    default void aChangedObjectIsAnErrorOfThatMessage(String table, String column, int octet) {
        var box = filled();
        long number = number(box, 2);
        sql("update " + table + " set " + column + " = ? where number = ?", s -> {
            setChanged(s, 1, value("select " + column + " from " + table + " where number = ?", number), octet);
            s.setLong(2, number);
        });
        var read = mails().all(box);
        assertThatThrownBy(() -> {
                    read.get(1).summary();
                    mails().content(read.get(1));
                })
                .isInstanceOf(TamperedException.class);
        assertThat(mails().content(read.get(0))).isEqualTo("first");
        assertThat(findings(box))
                .anyMatch(f -> f.kind() == Finding.Kind.OBJECT && f.uid().orElse(0) == 2);
    }

    @Test
    default void bodiesOfTwoUsersThatAreSwappedAreErrorsOfBoth() {
        var ann = filled();
        var bob = filled();
        long one = number(ann, 1);
        long other = number(bob, 1);
        sql("update object_body set number = ? where number = ?", s -> set(s, -1L, one));
        sql("update object_body set number = ? where number = ?", s -> set(s, one, other));
        sql("update object_body set number = ? where number = ?", s -> set(s, other, -1L));
        assertThatThrownBy(() -> mails().content(ann, 1)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> mails().content(bob, 1)).isInstanceOf(TamperedException.class);
        assertThat(mails().content(ann, 2)).isEqualTo("second");
    }

    @Test
    default void rowsOfTwoUsersThatAreSwappedAreErrorsOfBoth() {
        var ann = filled();
        var bob = filled();
        for (var column : List.of("wrapped", "record", "mac", "object_id", "object_number", "modseq", "thread")) {
            var a = value("select " + column + " from message where collection = ? and uid = 1", ann.value());
            var b = value("select " + column + " from message where collection = ? and uid = 1", bob.value());
            sql("update message set " + column + " = ? where collection = ? and uid = 1", s -> set(s, b, ann.value()));
            sql("update message set " + column + " = ? where collection = ? and uid = 1", s -> set(s, a, bob.value()));
        }
        for (var box : List.of(ann, bob)) {
            assertThatThrownBy(() -> mails().content(box, 1)).isInstanceOf(TamperedException.class);
            assertThat(mails().content(box, 3)).isEqualTo("third");
        }
    }

    @Test
    default void aRemovedRowIsNamedByItsUid() {
        var box = filled();
        sql("delete from message where collection = ? and uid = ?", s -> set(s, box.value(), 2L));
        assertThat(findings(box))
                .anyMatch(f -> f.kind() == Finding.Kind.MISSING && f.uid().orElse(0) == 2);
        assertThat(mails().all(box).stream().map(mails()::content)).containsExactly("first", "third");
    }

    @Test
    default void anOlderRowThatIsPutBackIsFoundInItsRun() {
        var box = filled();
        var columns = List.of("modseq", "flags", "mac");
        var old = columns.stream()
                .map(c -> value("select " + c + " from message where collection = ? and uid = 2", box.value()))
                .toList();
        test().store()
                .messages()
                .setFlags(box, UidSet.of(2), new FlagChange.Add(MessageFlags.of(MessageFlags.SEEN)), Optional.empty());
        for (int i = 0; i < columns.size(); i++) {
            var value = old.get(i);
            sql(
                    "update message set " + columns.get(i) + " = ? where collection = ? and uid = 2",
                    s -> set(s, value, box.value()));
        }
        assertThat(findings(box)).extracting(Finding::kind).containsExactly(Finding.Kind.RUN);
        test().store().views().forget(box);
        test().store().views().view(box);
        Awaitility.await()
                .untilAsserted(() -> assertThat(test().store().audit().read(1, 10_000))
                        .anyMatch(event ->
                                event.event().target().endsWith(box.value().toString())));
    }

    @Test
    default void anExpungedRowThatIsPutBackIsFound() {
        var box = filled();
        sql(
                "insert into message select account, collection, 4, modseq, epoch, object_number, object_id, wrapped, flags,"
                        + " internal_date, save_date, padded_size, thread, record, mac from message where collection = ? and uid = ?",
                s -> set(s, box.value(), 3L));
        assertThat(findings(box)).anyMatch(f -> f.uid().orElse(0) == 4);
        assertThatThrownBy(() -> mails().content(box, 4)).isInstanceOf(TamperedException.class);
    }

    @ParameterizedTest
    @CsvSource({"uid", "modseq", "made", "mac", "epoch"})
    default void aChangedTombstoneIsNamed(String column) {
        var box = filled();
        var old = value("select " + column + " from tombstone where collection = ? and uid = 4", box.value());
        sql("update tombstone set " + column + " = ? where collection = ?", s -> {
            setChanged(s, 1, old, -1);
            s.setObject(2, box.value());
        });
        assertThat(findings(box)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "modseq",
        "uid_next",
        "total",
        "unseen",
        "deleted",
        "bytes",
        "sum_value",
        "sum_nonce",
        "mac",
        "server_mac",
        "recent_from"
    })
    default void aChangedHeadIsAnErrorOfThatMailbox(String column) {
        var box = filled();
        var old = value("select " + column + " from collection_head where collection = ?", box.value());
        sql("update collection_head set " + column + " = ? where collection = ?", s -> {
            setChanged(s, 1, old, -1);
            s.setObject(2, box.value());
        });
        assertThatThrownBy(() -> mails().append(box, "x")).isInstanceOf(TamperedException.class);
        assertThat(findings(box)).extracting(Finding::kind).containsExactly(Finding.Kind.HEAD);
    }

    @ParameterizedTest
    @CsvSource({"sum_nonce", "sum_value"})
    default void aChangedDigestOfARunIsFound(String column) {
        var box = filled();
        var old = value("select " + column + " from digest_run where collection = ?", box.value());
        sql("update digest_run set " + column + " = ? where collection = ?", s -> {
            setChanged(s, 1, old, 3);
            s.setObject(2, box.value());
        });
        assertThat(findings(box)).extracting(Finding::kind).contains(Finding.Kind.RUN);
    }

    @Test
    default void changedCountersOfAnAccountAreAnError() {
        var box = filled();
        sql(
                "update quota_usage set bytes = bytes - 1 where account = ?",
                s -> s.setObject(1, box.owner().value()));
        assertThatThrownBy(() -> mails().append(box, "x")).isInstanceOf(TamperedException.class);
        test().store().transactions().run(tx -> test().store().quotas().repair(tx, box.owner(), 16, 3));
        mails().append(box, "x");
    }

    @Test
    default void anObjectWhoseReferencesWereChangedIsKept() {
        var box = filled();
        test().store().messages().copy(box, UidSet.of(1), box);
        sql("update object_references set amount = 7 where number = ?", s -> s.setLong(1, number(box, 1)));
        var report = test().store().verification().run(org.wardpost.store.Progress.NONE);
        assertThat(report.findings()).anyMatch(f -> f.kind().equals("object"));
        test().store().messages().expunge(box, UidSet.of(1), false);
        assertThat(mails().content(box, 5)).isEqualTo("first");
        sql("delete from object_references where amount = 7", _ -> {});
    }

    @Test
    default void aRepairSetsBadRowsAsideAndTheRestGoesOn() {
        var box = filled();
        change(box, 2, "flags", 0);
        sql("delete from message where collection = ? and uid = ?", s -> set(s, box.value(), 3L));
        var repaired = test().store().mailboxRepair().repair(box);
        assertThat(repaired.aside()).isEqualTo(UidSet.of(2));
        assertThat(repaired.missing()).isEqualTo(UidSet.of(3));
        assertThat(findings(box)).isEmpty();
        assertThat(mails().all(box).stream().map(mails()::content)).containsExactly("first");
        assertThat(test().store().views().view(box).size()).isEqualTo(1);
        assertThat(mails().append(box, "next").uid()).isEqualTo(5);
        assertThat(findings(box)).isEmpty();
    }

    private List<Finding> findings(CollectionId box) {
        var findings = new ArrayList<Finding>();
        test().store().mailboxVerification().verify(box, true, findings::add, _ -> {});
        return findings;
    }

    private void change(CollectionId box, long uid, String column, int octet) {
        var old = value("select " + column + " from message where collection = ? and uid = " + uid, box.value());
        sql("update message set " + column + " = ? where collection = ? and uid = " + uid, s -> {
            setChanged(s, 1, old, octet);
            s.setObject(2, box.value());
        });
    }

    private long number(CollectionId box, long uid) {
        return (Long) value("select object_number from message where collection = ? and uid = " + uid, box.value());
    }

    /** Binds parameters. */
    interface Parameters {
        void to(PreparedStatement statement) throws SQLException;
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** One octet of the value is another one: counted from its front, or from its end if negative. */
    private static void setChanged(PreparedStatement statement, int index, Object old, int octet) throws SQLException {
        switch (old) {
            case byte[] bytes -> {
                var changed = bytes.clone();
                changed[Math.floorMod(octet, bytes.length)] ^= 0x10;
                statement.setBytes(index, changed);
            }
            case Long number -> statement.setLong(index, number ^ (1L << (8 * Math.floorMod(octet, 7))));
            case Integer number -> statement.setInt(index, number ^ (1 << (8 * Math.floorMod(octet, 3))));
            case UUID id ->
                statement.setObject(index, new UUID(id.getMostSignificantBits() ^ 1, id.getLeastSignificantBits()));
            default -> throw new AssertionError(old.getClass());
        }
    }

    private Object value(String sql, Object key) {
        return test().store().transactions().<Object>read(tx -> tx.jdbc(c -> value(c, sql, key)));
    }

    private static Object value(Connection connection, String sql, Object key) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            try (var result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                return result.getObject(1);
            }
        }
    }

    private void sql(String sql, Parameters parameters) {
        test().store()
                .transactions()
                .run(tx -> tx.jdbc(connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        parameters.to(statement);
                        return statement.executeUpdate();
                    }
                }));
    }
}
