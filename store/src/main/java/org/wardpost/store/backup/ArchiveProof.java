package org.wardpost.store.backup;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.wardpost.store.AccountId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectKey;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.SealedSource;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;
import org.wardpost.vault.WrapContext;
import org.wardpost.vault.WrappedKey;

/**
 * Opens an archive with the keys at hand: its W, every account that W opens, and of each kind of row some at random, with the
 * messages' bodies. It reads the archive only, never the store that the archive was made from.
 */
final class ArchiveProof {
    private static final int SAMPLES = 64;
    private static final UUID NO_COLLECTION = new UUID(0, 0);

    private final Archive archive;
    private final ArchiveKeys keys;
    private final UUID tenant;
    private final RandomGenerator random = new SecureRandom();
    private final Map<String, Integer> opened = new TreeMap<>();
    private final Map<Long, SealedObject> objects = new HashMap<>();

    ArchiveProof(Archive archive, ArchiveKeys keys) {
        this.archive = archive;
        this.keys = keys;
        this.tenant = archive.tenant();
    }

    /**
     * What was opened.
     *
     * @param opened samples by kind
     * @param accounts that W opened
     * @param sealed accounts that only their owners open; nothing of theirs was tried
     */
    record Proof(Map<String, Integer> opened, int accounts, int sealed) {}

    /** An object that a sampled row refers to. */
    private record SealedObject(UUID id, ObjectKeys keys) {}

    private interface ObjectKeys {
        Optional<ObjectKey> open();
    }

    /** @throws ArchiveException if something does not open */
    Proof run() {
        int accounts = 0;
        int sealed = 0;
        try {
            for (var account : keys.accounts()) {
                var key = keys.account(account);
                if (key.isPresent()) {
                    key.get().close();
                    accounts++;
                } else {
                    sealed++;
                }
            }
            directory();
            seeds();
            each(
                    "collection",
                    "collection",
                    ObjectType.COLLECTION,
                    row -> keys.collection(row.id("account"), keys.home(row.id("account")), row.small("home_epoch")));
            each(
                    "property",
                    "property",
                    ObjectType.PROPERTY,
                    row -> keys.collection(row.id("account"), keys.home(row.id("account")), row.small("epoch")));
            messages();
            items();
            server();
            bodies();
        } catch (TamperedException | UnknownKeyException bad) {
            throw new ArchiveException(
                    "The backup " + archive.path() + " was written, and something in it does not open ("
                            + bad.getMessage()
                            + "): it is no backup. Run wardpost verify, which names what is damaged.",
                    bad);
        }
        return new Proof(opened, accounts - 1, sealed); // the server is nobody's account
    }

    private void directory() {
        var server = AccountId.SERVER.value();
        try (var directory = keys.collection(server, keys.home(server), 1).orElseThrow()) {
            for (var kind : List.of(
                    new Kind("account", "account", ObjectType.ACCOUNT), new Kind("slot", "slot", ObjectType.SLOT))) {
                for (var row : archive.sample(kind.table, SAMPLES, random)) {
                    directory.openRecord(record(row, "record"), context(kind.type, Part.RECORD, row.id(kind.id)));
                    counted(kind.table);
                }
            }
        }
    }

    /** Groups' seeds as their members hold them, and the one before a group's own. */
    private void seeds() {
        for (var row : archive.sample("account_grant", SAMPLES, random)) {
            keys.seed(row).ifPresent(seed -> {
                seed.close();
                counted("account_grant");
            });
        }
        for (var row : archive.sample("account_generation", SAMPLES, random)) {
            keys.account(row.id("account")).ifPresent(key -> {
                try (key) {
                    if (key.generation() == row.small("generation") + 1) {
                        key.openEarlier(record(row, "sealed"), row.small("generation"))
                                .close();
                        counted("account_generation");
                    }
                }
            });
        }
    }

    private record Kind(String table, String id, ObjectType type) {}

    private interface KeyOf {
        Optional<CollectionKey> key(ArchiveRow row);
    }

    private void each(String table, String id, ObjectType type, KeyOf keyOf) {
        for (var row : archive.sample(table, SAMPLES, random)) {
            keyOf.key(row).ifPresent(key -> {
                try (key) {
                    key.openRecord(record(row, "record"), context(type, Part.RECORD, row.id(id)));
                    counted(table);
                }
            });
        }
    }

    private void messages() {
        KeyOf keyOf = row -> keys.collection(row.id("account"), row.id("collection"), row.small("epoch"));
        each("message", "object_id", ObjectType.MESSAGE, keyOf);
        for (var row : archive.sample("message", SAMPLES, random)) {
            var wrapped = WrappedKey.ofStored(row.bytes("wrapped"));
            refer(
                    row,
                    () -> keyOf.key(row).map(key -> {
                        try (key) {
                            return key.unwrap(wrapped);
                        }
                    }));
        }
    }

    private void items() {
        for (var row : archive.sample("item", SAMPLES, random)) {
            keys.collection(row.id("account"), row.id("collection"), row.small("epoch"))
                    .ifPresent(key -> {
                        try (key;
                                var object = key.unwrap(WrappedKey.ofStored(row.bytes("wrapped")))) {
                            key.openRecord(
                                    record(row, "record"), context(ObjectType.ITEM, Part.RECORD, row.id("item")));
                            object.open(record(row, "body"), context(ObjectType.ITEM, Part.BODY, row.id("item")));
                            counted("item");
                        }
                    });
        }
    }

    /** What account 0 itself seals. */
    private void server() {
        var server = keys.server();
        for (var row : archive.sample("audit_event", SAMPLES, random)) {
            server.openRecord(record(row, "record"), context(ObjectType.AUDIT, Part.RECORD, row.id("event")));
            counted("audit_event");
        }
        for (var row : archive.sample("queue_mail", SAMPLES, random)) {
            server.openRecord(record(row, "envelope"), context(ObjectType.QUEUE, Part.RECORD, row.id("id")));
            counted("queue_mail");
            var wrapped = WrappedKey.ofStored(row.bytes("wrapped"));
            var context = new WrapContext(tenant, AccountId.SERVER.value(), NO_COLLECTION, row.small("generation"));
            refer(row, () -> Optional.of(server.unwrap(wrapped, context)));
        }
    }

    private void refer(ArchiveRow row, ObjectKeys of) {
        objects.put(row.number("object_number"), new SealedObject(row.id("object_id"), of));
    }

    /** Summaries and bodies of the objects that the samples refer to. */
    private void bodies() {
        if (objects.isEmpty()) {
            return;
        }
        archive.eachRow("object", row -> {
            var object = objects.get(row.number("number"));
            if (object == null) {
                return;
            }
            if (!row.id("id").equals(object.id)) {
                throw new TamperedException(object.id, "An object of the backup lies in another's place");
            }
            byte[] summary = row.optionalBytes("summary");
            if (summary != null) {
                open(
                        object,
                        "summary",
                        key -> key.open(
                                SealedBytes.ofStored(summary), context(ObjectType.MESSAGE, Part.SUMMARY, object.id)));
            }
            var blob = row.optionalId("blob");
            if (blob != null) {
                open(
                        object,
                        "object file",
                        key -> drain(
                                key, object.id, new FilePart(archive.folder().object(blob))));
            }
        });
        archive.eachRow("object_body", row -> {
            var object = objects.get(row.number("number"));
            if (object != null) {
                open(object, "body", key -> drain(key, object.id, SealedSource.of(row.bytes("body"))));
            }
        });
    }

    private interface Opening {
        void with(ObjectKey key) throws IOException;
    }

    private void open(SealedObject object, String kind, Opening opening) throws IOException {
        var key = object.keys.open();
        if (key.isEmpty()) {
            return;
        }
        try (var opened = key.get()) {
            opening.with(opened);
            counted(kind);
        }
    }

    /** Opens each segment, the last one first for the size. */
    private void drain(ObjectKey key, UUID id, SealedSource source) {
        try (var reader = key.reader(context(ObjectType.MESSAGE, Part.BODY, id), source)) {
            var buffer = new byte[1 << 16];
            int read;
            for (long at = 0; at < reader.size(); at += read) {
                read = reader.read(at, buffer, 0, buffer.length);
            }
        }
    }

    private record FilePart(Path file) implements SealedSource {
        @Override
        public long length() {
            try {
                return Files.size(file);
            } catch (IOException failed) {
                throw new TamperedException("An object's file is missing");
            }
        }

        @Override
        public void read(long offset, byte[] b, int off, int len) {
            try (var open = new RandomAccessFile(file.toFile(), "r")) {
                open.seek(offset);
                open.readFully(b, off, len);
            } catch (IOException failed) {
                throw new TamperedException("An object's file is cut or cannot be read");
            }
        }
    }

    private void counted(String kind) {
        opened.merge(kind, 1, Integer::sum);
    }

    private ObjectContext context(ObjectType type, Part part, UUID id) {
        return new ObjectContext(tenant, type, part, id);
    }

    private static SealedBytes record(ArchiveRow row, String column) {
        return SealedBytes.ofStored(row.bytes(column));
    }
}
