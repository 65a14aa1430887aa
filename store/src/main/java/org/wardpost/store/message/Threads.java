package org.wardpost.store.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.TamperedException;

/**
 * Finds the thread of a message: that of any message of the account with which it shares an id and the base subject. Only keyed
 * tags of (id, base subject) are kept. Called with the account's quota row held, so two messages of one thread never race.
 */
final class Threads {
    private static final Sql FIND = new Sql("select thread, mac from thread_link where account = ? and tag = ?");
    private static final Sql INSERT =
            new Sql("insert into thread_link (thread, mac, account, tag) values (?, ?, ?, ?)");
    private static final Sql UPDATE =
            new Sql("update thread_link set thread = ?, mac = ? where account = ? and tag = ?");
    static final Sql DELETE_ALL = new Sql("delete from thread_link where account = ?");

    private final KeyRing keys;

    Threads(KeyRing keys) {
        this.keys = keys;
    }

    private record Link(UUID thread, byte[] mac) {}

    /** Tags of a message, its own id first. */
    List<LookupTag> tags(AccountId account, ThreadLinks links) {
        var ids = new LinkedHashSet<String>();
        links.messageId().ifPresent(ids::add);
        ids.addAll(links.references());
        if (ids.isEmpty()) {
            return List.of();
        }
        var key = keys.account(account);
        var tags = new ArrayList<LookupTag>(ids.size());
        for (var id : ids) {
            tags.add(
                    key.lookup(LookupField.THREAD, (id + '\0' + links.baseSubject()).getBytes(StandardCharsets.UTF_8)));
        }
        return tags;
    }

    /** The thread of a message with these tags, which are linked to it from now on. @param alone its thread if nothing is found */
    UUID link(WriteTransaction tx, AccountId account, List<LookupTag> tags, UUID alone) {
        var unlinked = new ArrayList<LookupTag>();
        var damaged = new ArrayList<LookupTag>();
        UUID thread = null;
        for (var tag : tags) {
            var link = link(tx, account, tag);
            if (link.isEmpty()) {
                unlinked.add(tag);
            } else if (!intact(account, tag, link.get())) {
                damaged.add(tag);
            } else if (thread == null) {
                thread = link.get().thread;
            }
        }
        var result = thread == null ? alone : thread;
        write(tx, INSERT, account, unlinked, result);
        write(tx, UPDATE, account, damaged, result);
        return result;
    }

    private void write(WriteTransaction tx, Sql sql, AccountId account, List<LookupTag> tags, UUID thread) {
        tx.batch(
                sql,
                tags,
                (b, tag) -> b.id(thread)
                        .mac(keys.account(account).mac(macInput(account, tag, thread)))
                        .id(account.value())
                        .tag(tag));
    }

    /** The thread that a message with these tags would join. */
    Optional<UUID> find(ReadTransaction tx, AccountId account, List<LookupTag> tags) {
        return tags.stream()
                .flatMap(tag -> link(tx, account, tag).filter(link -> intact(account, tag, link)).stream())
                .map(Link::thread)
                .findFirst();
    }

    private static Optional<Link> link(ReadTransaction tx, AccountId account, LookupTag tag) {
        return tx.first(FIND, b -> b.id(account.value()).tag(tag), row -> new Link(row.id(), row.bytes()));
    }

    private boolean intact(AccountId account, LookupTag tag, Link link) {
        try {
            keys.account(account).checkMac(macInput(account, tag, link.thread), link.mac, account.value());
            return true;
        } catch (TamperedException bad) {
            return false; // made anew: at worst a thread is cut in two
        }
    }

    private static byte[] macInput(AccountId account, LookupTag tag, UUID thread) {
        return MacInput.of(TableId.THREAD_LINK)
                .id(account.value())
                .tag(tag)
                .id(thread)
                .done();
    }
}
