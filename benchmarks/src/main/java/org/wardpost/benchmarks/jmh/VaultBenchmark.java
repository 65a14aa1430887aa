package org.wardpost.benchmarks.jmh;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.Argon2Parameters;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectKey;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.SignedGrant;
import org.wardpost.vault.SlotSecret;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WorkingKeys;
import org.wardpost.vault.WrapContext;
import org.wardpost.vault.WrappedKey;

/** What encryption costs: each step that a delivery, a FETCH, a STORE or a login takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class VaultBenchmark {
    private final UUID tenant = Ids.random();
    private final WrapContext place = new WrapContext(tenant, Ids.random(), Ids.random(), 1);
    private final CollectionKey collection = CollectionKey.random(place);
    private final AccountKey account = AccountKey.random(tenant, place.owner(), 1);
    private final WorkingKeys working = WorkingKeys.of(WorkingKey.random(1));
    private final SealedSlot rootSlot = account.rootSlot(working.current(), Ids.random());
    private final WrappedKey own = account.wrapOwn(collection);
    private final SignedGrant grant = account.grant(collection, account.publicKey(), account.account());
    private final ObjectKey object = ObjectKey.random();
    private final WrappedKey wrapped = collection.wrap(object);
    private final ObjectContext body = new ObjectContext(tenant, ObjectType.MESSAGE, Part.BODY, Ids.random());
    private final ObjectContext record = body.part(Part.RECORD);
    private final SealedBytes sealedBody = object.seal(new byte[10_240], body);
    private final SealedBytes sealedRecord = collection.sealRecord(new byte[40], record);
    private final byte[] row = new byte[220];
    private final RowMac mac = collection.mac(row);
    private final MaskedSum sum = CollectionDigest.empty(collection, 0);
    private final byte[] salt = SlotSecret.random();

    /** One size of a body. */
    @State(Scope.Benchmark)
    public static class Size {
        /** Bytes: a note, a mail, one with a small picture, an attachment. */
        @Param({"100", "10240", "61440", "1048576"})
        public int bytes;
    }

    /** What a delivery does to a message: a fresh key, the seal, the wrap. */
    @Benchmark
    public WrappedKey deliver10KiB() {
        try (var fresh = ObjectKey.random()) {
            fresh.seal(new byte[10_240], body);
            return collection.wrap(fresh);
        }
    }

    @Benchmark
    public SealedBytes seal(Size size) {
        return object.seal(new byte[size.bytes], body);
    }

    /** What a FETCH does: unwrap, open. */
    @Benchmark
    public byte[] fetch10KiB() {
        try (var key = collection.unwrap(wrapped)) {
            return key.open(sealedBody, body);
        }
    }

    @Benchmark
    public SealedBytes sealRecord() {
        return collection.sealRecord(new byte[40], record);
    }

    @Benchmark
    public byte[] openRecord() {
        return collection.openRecord(sealedRecord, record);
    }

    @Benchmark
    public RowMac rowMac220() {
        return collection.mac(row);
    }

    /** One changed row in one run. */
    @Benchmark
    public MaskedSum digestChange() {
        return CollectionDigest.change(collection, 0, sum, List.of(mac), List.of(mac));
    }

    /** First use of a managed account and of its collection. */
    @Benchmark
    public void openAccountAndCollection() {
        try (var opened = AccountKey.openRoot(working, rootSlot, account.publicKey())) {
            opened.unwrapOwn(place, own).close();
        }
    }

    @Benchmark
    public SignedGrant grant() {
        return account.grant(collection, account.publicKey(), account.account());
    }

    @Benchmark
    public void openGrant() {
        account.openGrant(grant, account.publicKey()).close();
    }

    @Benchmark
    public byte[] passwordManaged() {
        try (var secret = SlotSecret.ofPassword(row, Argon2Parameters.MANAGED, salt)) {
            return secret.verifier();
        }
    }
}
