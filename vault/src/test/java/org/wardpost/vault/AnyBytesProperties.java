package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.audit.ChainLink;
import org.wardpost.vault.audit.Checkpoint;
import org.wardpost.vault.audit.SignerCertificate;

/** Whatever bytes a disk gives back, each reader of a format answers with its own exception and nothing else. */
class AnyBytesProperties {
    private final ObjectContext context = new ObjectContext(Ids.random(), ObjectType.MESSAGE, Part.BODY, Ids.random());
    private final WrapContext place = new WrapContext(context.tenant(), Ids.random(), Ids.random(), 1);
    private final AccountKey account = AccountKey.random(context.tenant(), place.owner(), 1);
    private final CollectionKey collection = CollectionKey.random(place);
    private final ObjectKey object = ObjectKey.random();
    private final WorkingKeys working = WorkingKeys.of(WorkingKey.random(1));

    private final List<Consumer<byte[]>> readers = List.of(
            bytes -> object.open(SealedBytes.ofStored(bytes), context),
            bytes -> object.reader(context, SealedSource.of(bytes)).size(),
            bytes -> collection.unwrap(WrappedKey.ofStored(bytes)),
            bytes -> collection.openRecord(SealedBytes.ofStored(bytes), context),
            bytes -> collection.checkedMac(new byte[9], bytes, context.object()),
            bytes -> account.openGrant(SignedGrant.ofStored(bytes), account.publicKey()),
            bytes -> AccountKey.openRoot(
                    working,
                    new SealedSlot(
                            new SlotContext(place.tenant(), place.owner(), 1, SlotKind.ROOT, context.object()),
                            1,
                            bytes),
                    account.publicKey()),
            MaskedSum::ofStored,
            AccountPublicKey::ofStored,
            LookupTag::ofStored,
            AuditEvent::decode,
            ChainLink::decode,
            Checkpoint::decode,
            SignerCertificate::decode);

    /** Random bytes, and random bytes behind a first byte that a format knows, of lengths that formats have. */
    @Provide
    Arbitrary<byte[]> stored() {
        var lengths = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300),
                Arbitraries.of(
                        16, 40, 48, 64, 65, 97, 129, 137, 230, 171, CommittingSeal.HEADER + 80, 66_000, 131_500));
        var firsts = Arbitraries.of(0, 1, 2, 3, 255);
        return lengths.flatMap(length ->
                firsts.flatMap(first -> Arbitraries.longs().map(seed -> {
                    var bytes = new byte[length];
                    new java.util.Random(seed).nextBytes(bytes);
                    if (length > 0) {
                        bytes[0] = (byte) (int) first;
                    }
                    return bytes;
                })));
    }

    @Property(tries = 1000)
    void noReaderIsSurprised(@ForAll("stored") byte[] bytes) {
        for (var reader : readers) {
            assertThatCode(() -> {
                        try {
                            reader.accept(bytes.clone());
                        } catch (TamperedException | UnknownKeyException expected) {
                            // the two answers there are
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }
}
