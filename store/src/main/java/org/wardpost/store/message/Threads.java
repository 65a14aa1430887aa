package org.wardpost.store.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.TamperedException;

/**
 * Finds the thread of a message: that of any message of the account with which it shares an id and the base subject. Only keyed
 * tags of (id, base subject) are kept. Called with the account's quota row held, so two messages of one thread never race. Tags that
 * earlier generations of a group's key made are looked up too, and what they find is linked by the current one's.
 */
final class Threads {
    private static final Sql FIND = new Sql("select thread, mac from thread_link where account = ? and tag = ?");
    private static final Sql OF = new Sql("select tag, thread, mac from thread_link where account = ?");
    private static final Sql INSERT =
            new Sql("insert into thread_link (thread, mac, account, tag) values (?, ?, ?, ?)");
    private static final Sql UPDATE =
            new Sql("update thread_link set thread = ?, mac = ? where account = ? and tag = ?");
    static final Sql DELETE_ALL = new Sql("delete from thread_link where account = ?");

    /** Messages from before so many leavers of a group are answered in a thread of their own. */
    private static final int GENERATIONS = 8;

    private final KeyRing keys;

    Threads(KeyRing keys) {
        this.keys = keys;
    }

    private record Link(UUID thread, byte[] mac) {}

    /** Tags that one generation of an account's key makes of a message, its own id first; of a message without ids there are none. */
    record Tags(AccountKey key, List<LookupTag> tags) {}

    /** The current generation first. */
    List<Tags> tags(AccountId account, ThreadLinks links) {
        var ids = new LinkedHashSet<String>();
        links.messageId().ifPresent(ids::add);
        ids.addAll(links.references());
        if (ids.isEmpty()) {
            return List.of();
        }
        var values = ids.stream()
                .map(id -> (id + '\0' + links.baseSubject()).getBytes(StandardCharsets.UTF_8))
                .toList();
        return generations(account).stream()
                .map(key -> new Tags(
                        key,
                        values.stream()
                                .map(value -> key.lookup(LookupField.THREAD, value))
                                .toList()))
                .toList();
    }

    /** A damaged seed of before keeps no mail out. */
    private List<AccountKey> generations(AccountId account) {
        try {
            return keys.generations(account, GENERATIONS);
        } catch (TamperedException earlier) {
            return List.of(keys.account(account));
        }
    }

    /** The thread of a message with these tags, which are linked to it from now on. @param alone its thread if nothing is found */
    UUID link(WriteTransaction tx, AccountId account, List<Tags> tags, UUID alone) {
        if (tags.isEmpty()) {
            return alone;
        }
        var current = tags.getFirst();
        var unlinked = new ArrayList<LookupTag>();
        var damaged = new ArrayList<LookupTag>();
        UUID thread = null;
        for (var tag : current.tags) {
            var link = link(tx, account, tag);
            if (link.isEmpty()) {
                unlinked.add(tag);
            } else if (!intact(account, current.key, tag, link.get())) {
                damaged.add(tag);
            } else if (thread == null) {
                thread = link.get().thread;
            }
        }
        var result = Optional.ofNullable(thread)
                .or(() -> find(tx, account, tags.subList(1, tags.size())))
                .orElse(alone);
        write(tx, INSERT, account, new Tags(current.key, unlinked), result);
        write(tx, UPDATE, account, new Tags(current.key, damaged), result);
        return result;
    }

    private static void write(WriteTransaction tx, Sql sql, AccountId account, Tags made, UUID thread) {
        tx.batch(
                sql,
                made.tags,
                (b, tag) -> b.id(thread)
                        .mac(made.key.mac(macInput(account, tag, thread)))
                        .id(account.value())
                        .tag(tag));
    }

    /** The thread that a message with these tags would join. */
    Optional<UUID> find(ReadTransaction tx, AccountId account, List<Tags> tags) {
        return tags.stream()
                .flatMap(made -> made.tags.stream()
                        .flatMap(tag ->
                                link(tx, account, tag).filter(link -> intact(account, made.key, tag, link)).stream()))
                .map(Link::thread)
                .findFirst();
    }

    /** Checks all of an account. @param generations its keys, one of which made each link @param bad hears of each damaged one */
    void verify(ReadTransaction tx, AccountId account, List<AccountKey> generations, Consumer<RuntimeException> bad) {
        tx.intact(
                OF,
                b -> b.id(account.value()),
                row -> {
                    var tag = row.tag();
                    var link = new Link(row.id(), row.bytes());
                    if (generations.stream().noneMatch(key -> intact(account, key, tag, link))) {
                        throw new TamperedException(link.thread, "The note of a thread was changed");
                    }
                    return link;
                },
                bad);
    }

    private static Optional<Link> link(ReadTransaction tx, AccountId account, LookupTag tag) {
        return tx.first(FIND, b -> b.id(account.value()).tag(tag), row -> new Link(row.id(), row.bytes()));
    }

    private static boolean intact(AccountId account, AccountKey key, LookupTag tag, Link link) {
        try {
            key.checkMac(macInput(account, tag, link.thread), link.mac, account.value());
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
