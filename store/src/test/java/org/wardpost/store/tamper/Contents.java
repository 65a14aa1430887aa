package org.wardpost.store.tamper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.wardpost.store.AccountId;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Store;
import org.wardpost.store.StoreFault;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/** All that a store answers, by the path of each thing; what it answers with an error begins with {@link #ERROR}. */
final class Contents {
    static final String ERROR = "error: ";

    private static final String NOTHING = "nothing";

    private final Store store;
    private final Map<String, String> all = new TreeMap<>();

    private Contents(Store store) {
        this.store = store;
    }

    static Map<String, String> of(Store store, int users) {
        var contents = new Contents(store);
        for (int i = 0; i < users; i++) contents.user("user" + i);
        contents.server();
        return contents.all;
    }

    private void put(String path, Callable<String> what) {
        var answer = answer(what);
        if (!answer.equals(NOTHING)) {
            all.put(path, answer);
        }
    }

    private static String answer(Callable<String> what) {
        try {
            return what.call();
        } catch (TamperedException | RefusedException | StoreFault | UnknownKeyException error) {
            return ERROR + error;
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }

    private void each(String path, Runnable look) {
        put(path, () -> {
            look.run();
            return "";
        });
    }

    private void user(String name) {
        var address = name + "@ward.example";
        put("/" + name + "/alias", () -> {
            var targets = store.aliases().resolve("alias-" + address);
            return targets.isEmpty() ? NOTHING : targets.toString();
        });
        put("/" + name + "/account", () -> {
            var account = store.accounts().findByAddress(address);
            account.ifPresent(found -> account(name, found.id()));
            return account.map(found -> found.id()
                            + found.address()
                            + found.displayName()
                            + found.roles()
                            + found.quotaBytes()
                            + found.credentialVersion())
                    .orElse(NOTHING);
        });
    }

    private void account(String name, AccountId id) {
        each(
                "/" + name + "/slots",
                () -> store.slots()
                        .of(id)
                        .forEach(slot -> all.put(
                                "/" + name + "/slots/" + slot.id(),
                                slot.number() + " " + slot.kind() + slot.details())));
        each(
                "/" + name + "/uses",
                () -> store.slots()
                        .lastUses(id)
                        .forEach((slot, when) -> all.put("/" + name + "/uses/" + slot, when.toString())));
        each(
                "/" + name + "/delegates",
                () -> store.delegations()
                        .of(id)
                        .forEach(given -> all.put("/" + name + "/delegates/" + given.delegate(), given.toString())));
        each(
                "/" + name + "/delegate of",
                () -> store.delegations()
                        .to(id)
                        .forEach(given -> all.put("/" + name + "/delegate of/" + given.owner(), given.toString())));
        put("/" + name + "/quota", () -> {
            var usage = store.quotas().usage(id);
            return usage.messages() == 0 ? NOTHING : usage.toString();
        });
        for (var key : new String[] {"a", "b"}) {
            put(
                    "/" + name + "/property/" + key,
                    () -> store.properties()
                            .get(id, id.value(), PropertyKind.SETTING, key)
                            .map(value -> new String(value, UTF_8))
                            .orElse(NOTHING));
        }
        for (var kind : CollectionKind.values()) {
            each(
                    "/" + name + "/" + kind,
                    () -> store.collections().list(id, kind).forEach(c -> collection(name, c)));
        }
    }

    private void collection(String name, Collection collection) {
        var path = "/" + name + "/box/" + collection.id().value();
        all.put(path, collection.kind() + collection.name() + collection.uidValidity() + collection.properties());
        put(path + "/head", () -> store.collections().head(collection.id()).toString());
        if (collection.kind() == CollectionKind.MAILBOX) {
            each(
                    path + "/messages",
                    () -> store.messages()
                            .read(collection.id(), UidSet.ALL, true)
                            .forEach(message -> message(path, message)));
            put(path + "/view", () -> {
                var view = store.views().view(collection.id());
                for (int msn = 1; msn <= view.size(); msn++) {
                    int at = msn;
                    if (view.damagedAt(at)) continue;
                    put(
                            path + "/view/" + view.uidAt(at),
                            () -> view.flagsAt(at) + " " + view.flagsAt(at).keywords() + view.sizeAt(at)
                                    + view.internalDateAt(at) + view.objectAt(at) + view.threadAt(at));
                }
                return "";
            });
        } else if (CollectionKind.OF_ITEMS.contains(collection.kind())) {
            for (int i = 0; i < 3; i++) item(path, collection, "e" + i);
        }
    }

    private void item(String path, Collection collection, String name) {
        put(path + "/item/" + name, () -> {
            var item = store.items().find(collection.id(), name);
            if (item.isEmpty()) return NOTHING;
            return new String(item.get().summary(), UTF_8)
                    + item.get().etag()
                    + item.get().modseq()
                    + new String(store.items().body(item.get()).orElseThrow(), UTF_8);
        });
    }

    private void message(String path, StoredMessage message) {
        var at = path + "/uid/" + message.uid();
        if (!message.intact()) {
            all.put(at + "/flags", answer(() -> message.flags().toString()));
            all.put(at + "/body", answer(() -> body(message)));
            return;
        }
        put(
                at + "/flags",
                () -> message.flags() + " " + message.flags().keywords() + message.modseq() + message.internalDate()
                        + message.saveDate() + message.size() + message.objectId() + message.threadId());
        put(at + "/summary", () -> "" + Arrays.hashCode(message.summary()));
        put(at + "/body", () -> body(message));
    }

    private static String body(StoredMessage message) {
        try (var body = message.openBody()) {
            var text = new String(body.readAllBytes(), UTF_8);
            return text.substring(0, Math.min(60, text.length())) + text.hashCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void server() {
        put("/domain", () -> store.domains().contains("ward.example") ? "ours" : NOTHING);
        each(
                "/queue",
                () -> store.queue()
                        .browse(FilledStore.QUEUE)
                        .forEach(mail -> put("/queue/" + mail.id(), () -> {
                            try (var body = mail.object().open()) {
                                return mail.name()
                                        + mail.priority()
                                        + mail.due()
                                        + new String(mail.envelope(), UTF_8)
                                        + new String(body.readAllBytes(), UTF_8)
                                        + new String(mail.object().summary(), UTF_8);
                            }
                        })));
    }
}
