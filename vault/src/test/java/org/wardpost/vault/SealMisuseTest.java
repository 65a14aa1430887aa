package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to sealed bytes, the answer is an error, never other content. */
class SealMisuseTest {
    private static final ObjectContext CONTEXT =
            new ObjectContext(Ids.random(), ObjectType.MESSAGE, Part.BODY, Ids.random());
    private static final int SEALED_SEGMENT = CommittingSeal.SEALED_SEGMENT;

    private final ObjectKey key = ObjectKey.random();

    static Stream<ObjectContext> otherContexts() {
        return Stream.of(
                new ObjectContext(Ids.random(), CONTEXT.type(), CONTEXT.part(), CONTEXT.object()),
                new ObjectContext(CONTEXT.tenant(), ObjectType.QUEUE, CONTEXT.part(), CONTEXT.object()),
                new ObjectContext(CONTEXT.tenant(), CONTEXT.type(), Part.SUMMARY, CONTEXT.object()),
                new ObjectContext(CONTEXT.tenant(), CONTEXT.type(), CONTEXT.part(), Ids.random()));
    }

    @ParameterizedTest
    @MethodSource("otherContexts")
    void anotherContextIsRefused(ObjectContext other) {
        for (int size : new int[] {100, 200_000}) {
            var sealed = key.seal(plain(size), CONTEXT);
            assertThatThrownBy(() -> key.open(sealed, other))
                    .isInstanceOfSatisfying(
                            TamperedException.class, e -> assertThat(e.object()).contains(other.object()));
        }
    }

    @Test
    void anotherKeyIsRefusedByTheCommitmentAlone() {
        var sealed = key.seal(plain(100), CONTEXT);
        try (var other = ObjectKey.random()) {
            assertThatThrownBy(() -> other.open(sealed, CONTEXT))
                    .isInstanceOf(TamperedException.class)
                    .hasMessageContaining("another key");
            assertThatThrownBy(() -> other.reader(CONTEXT, SealedSource.of(sealed.bytes())))
                    .isInstanceOf(TamperedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1000, 70_000, 140_000})
    void anyFlippedBitIsSeen(int size) {
        var sealed = key.seal(plain(size), CONTEXT).bytes();
        int step = sealed.length < 3000 ? 1 : sealed.length / 400;
        for (int at = 0; at < sealed.length; at += at < 100 ? 1 : step) {
            assertRefused(flipped(sealed, at));
        }
        assertRefused(flipped(sealed, sealed.length - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 70_000, 140_000})
    void anyTruncationIsSeen(int size) {
        var sealed = key.seal(plain(size), CONTEXT).bytes();
        int step = Math.max(1, sealed.length / 500);
        for (int length = 0; length < sealed.length; length += step) {
            assertRefused(Arrays.copyOf(sealed, length));
        }
        assertRefused(Arrays.copyOf(sealed, sealed.length - 1));
        assertRefused(Arrays.copyOf(sealed, sealed.length + 1));
    }

    @Test
    void segmentsInAnotherOrderAreSeen() {
        var sealed = key.seal(plain(3 * 65_536), CONTEXT).bytes();
        var swapped = sealed.clone();
        System.arraycopy(
                sealed, CommittingSeal.HEADER, swapped, CommittingSeal.HEADER + SEALED_SEGMENT, SEALED_SEGMENT);
        System.arraycopy(
                sealed, CommittingSeal.HEADER + SEALED_SEGMENT, swapped, CommittingSeal.HEADER, SEALED_SEGMENT);
        assertRefused(swapped);
    }

    @Test
    void aMissingOrDoubledSegmentIsSeen() {
        var sealed = key.seal(plain(3 * 65_536), CONTEXT).bytes();
        int second = CommittingSeal.HEADER + SEALED_SEGMENT;
        assertRefused(Bytes.join(
                Arrays.copyOf(sealed, second), Arrays.copyOfRange(sealed, second + SEALED_SEGMENT, sealed.length)));
        assertRefused(Bytes.join(
                Arrays.copyOf(sealed, second), Arrays.copyOfRange(sealed, CommittingSeal.HEADER, sealed.length)));
        assertRefused(Arrays.copyOf(sealed, second));
        assertRefused(Arrays.copyOf(sealed, second + SEALED_SEGMENT));
    }

    /** Its nonce is twelve zero bytes too, and this content even ends its first segment in padding. */
    @Test
    void theFirstSegmentDoesNotPassForAOneShot() {
        var plain = new byte[200_000];
        plain[65_000] = (byte) 0x80;
        var sealed = Arrays.copyOf(key.seal(plain, CONTEXT).bytes(), CommittingSeal.HEADER + SEALED_SEGMENT);
        sealed[0] = CommittingSeal.ONE_SHOT;
        assertRefused(sealed);
    }

    @Test
    void segmentsOfAnotherObjectUnderTheSameKeyAreSeen() {
        var one = key.seal(plain(200_000), CONTEXT).bytes();
        var other = key.seal(plain(200_000), CONTEXT).bytes();
        var mixed = one.clone();
        System.arraycopy(other, CommittingSeal.HEADER, mixed, CommittingSeal.HEADER, SEALED_SEGMENT);
        assertRefused(mixed);
    }

    @Test
    void anUnknownVersionIsRefusedByName() {
        var sealed = key.seal(plain(100), CONTEXT).bytes().clone();
        sealed[0] = 0x7f;
        assertThatThrownBy(() -> SealedBytes.ofStored(sealed))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("127");
    }

    @Test
    void aReaderReleasesNothingOfABadSegment() {
        var sealed = key.seal(plain(200_000), CONTEXT).bytes().clone();
        sealed[CommittingSeal.HEADER + SEALED_SEGMENT + 5] ^= 1;
        var reader = key.reader(CONTEXT, SealedSource.of(sealed));
        var buffer = new byte[100];
        assertThat(reader.read(0, buffer, 0, 100)).isEqualTo(100);
        Arrays.fill(buffer, (byte) 0);
        assertThatThrownBy(() -> reader.read(65_536, buffer, 0, 100)).isInstanceOf(TamperedException.class);
        assertThat(buffer).isEqualTo(new byte[100]);
    }

    @Test
    void anAbandonedStreamOpensToNothing() throws IOException {
        var out = new ByteArrayOutputStream();
        var sealer = key.sealer(CONTEXT, out);
        sealer.write(plain(200_000));
        sealer.abandon();
        sealer.close();
        assertRefused(out.toByteArray());
        assertThatThrownBy(() -> sealer.write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void aStreamWhoseDiskFilledUpNeverGetsALastSegment() throws IOException {
        var disk = new ByteArrayOutputStream();
        var full = new java.io.FilterOutputStream(disk) {
            @Override
            public void write(byte[] bytes, int off, int len) throws IOException {
                if (disk.size() > 100_000) {
                    throw new IOException("No space left on device");
                }
                disk.write(bytes, off, len);
            }
        };
        var sealer = key.sealer(CONTEXT, full);
        assertThatThrownBy(() -> sealer.write(plain(400_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space");
        assertThatThrownBy(() -> sealer.write(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(sealer::close).isInstanceOf(IOException.class);
        assertRefused(disk.toByteArray());
    }

    @Test
    void aClosedKeySealsNothing() {
        key.close();
        assertThatThrownBy(() -> key.seal(new byte[1], CONTEXT)).isInstanceOf(IllegalStateException.class);
    }

    private void assertRefused(byte[] sealed) {
        assertThatThrownBy(() -> key.open(SealedBytes.ofStored(sealed), CONTEXT))
                .isInstanceOfAny(TamperedException.class, UnknownKeyException.class);
        assertThatThrownBy(() ->
                        key.reader(CONTEXT, SealedSource.of(sealed)).stream().readAllBytes())
                .isInstanceOfAny(TamperedException.class, UnknownKeyException.class);
    }

    private static byte[] flipped(byte[] sealed, int at) {
        var changed = sealed.clone();
        changed[at] ^= (byte) (1 << at % 8);
        return changed;
    }

    private static byte[] plain(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
