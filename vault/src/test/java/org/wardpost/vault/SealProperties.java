package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The committing seal, one shot and segmented. */
class SealProperties {
    private static final ObjectContext BODY =
            new ObjectContext(Ids.random(), ObjectType.MESSAGE, Part.BODY, Ids.random());
    private static final List<Integer> EDGES = List.of(
            0, 1, 63, 64, 1023, 1024, 64_511, 64_512, 64_513, 65_471, 65_472, 65_535, 65_536, 65_537, 131_071, 131_072,
            131_073, 196_608);

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.of(EDGES),
                Arbitraries.integers().between(0, 2048),
                Arbitraries.integers().between(0, 200 * 1024));
    }

    @Property
    void openingUndoesSealing(@ForAll("sizes") int size, @ForAll Part part, @ForAll long seed) {
        var plain = random(size, seed);
        var context = BODY.part(part);
        try (var key = ObjectKey.random()) {
            var sealed = key.seal(plain, context);
            assertThat(key.open(SealedBytes.ofStored(sealed.bytes()), context)).isEqualTo(plain);
        }
    }

    @Property
    void theLengthTellsOnlyThePaddedSize(@ForAll("sizes") int size, @ForAll Part part) {
        try (var key = ObjectKey.random()) {
            int length = key.seal(new byte[size], BODY.part(part)).length() - CommittingSeal.HEADER;
            long padded = length - 16L * Math.ceilDiv(length, CommittingSeal.SEALED_SEGMENT);
            assertThat(padded).isGreaterThan(size).isEqualTo(Padding.padded(size, part.granularity()));
            assertThat(padded - size).isLessThanOrEqualTo(Math.max(part.granularity(), (size + 1) / 32 + 1));
        }
    }

    @Property
    void aStreamSealsWhatAnArraySeals(
            @ForAll("sizes") int size, @ForAll long seed, @ForAll @IntRange(min = 1, max = 90_000) int most)
            throws IOException {
        var plain = random(size, seed);
        var chunks = new Random(seed);
        try (var key = ObjectKey.random()) {
            var out = new ByteArrayOutputStream();
            var sealer = key.sealer(BODY, out);
            for (int at = 0; at < size; ) {
                int part = Math.min(size - at, 1 + chunks.nextInt(most));
                if (part == 1) {
                    sealer.write(plain[at]);
                } else {
                    sealer.write(plain, at, part);
                }
                at += part;
            }
            sealer.close();
            var sealed = SealedBytes.ofStored(out.toByteArray());
            assertThat(sealer.size()).isEqualTo(size);
            assertThat(sealer.sealedSize()).isEqualTo(out.size());
            assertThat(sealer.saltAndTag()).isEqualTo(sealed.saltAndTag());
            assertThat(sealed.length()).isEqualTo(key.seal(plain, BODY).length());
            assertThat(key.open(sealed, BODY)).isEqualTo(plain);
        }
    }

    @Property
    void anyPlaceReadsAsTheWholeDoes(@ForAll("sizes") int size, @ForAll long seed, @ForAll boolean sizeKnown)
            throws IOException {
        var plain = random(size, seed);
        var places = new Random(seed);
        try (var key = ObjectKey.random()) {
            var source = SealedSource.of(key.seal(plain, BODY).bytes());
            try (var reader = sizeKnown ? key.reader(BODY, source, size) : key.reader(BODY, source)) {
                assertThat(reader.size()).isEqualTo(size);
                for (int i = 0; i < 8; i++) {
                    int from = places.nextInt(size + 10);
                    var buffer = new byte[1 + places.nextInt(70_000)];
                    int got = reader.read(from, buffer, 0, buffer.length);
                    assertThat(got).isEqualTo(from >= size ? -1 : Math.min(buffer.length, size - from));
                    if (got > 0) {
                        assertThat(Arrays.copyOf(buffer, got)).isEqualTo(Arrays.copyOfRange(plain, from, from + got));
                    }
                }
                assertThat(reader.stream().readAllBytes()).isEqualTo(plain);
            }
        }
    }

    @Property
    void aRangeIsThoseOctetsAndLeavesTheReaderOpen(@ForAll("sizes") int size, @ForAll long seed) throws IOException {
        var plain = random(size, seed);
        var places = new Random(seed);
        int from = places.nextInt(size + 1);
        int to = from + places.nextInt(size - from + 1);
        int skip = places.nextInt(to - from + 1);
        try (var key = ObjectKey.random();
                var reader =
                        key.reader(BODY, SealedSource.of(key.seal(plain, BODY).bytes()))) {
            try (var range = reader.range(from, to)) {
                assertThat(range.skip(skip)).isEqualTo(skip);
                assertThat(range.available()).isEqualTo(to - from - skip);
                assertThat(range.readAllBytes()).isEqualTo(Arrays.copyOfRange(plain, from + skip, to));
                assertThat(range.read()).isEqualTo(-1);
            }
            assertThat(reader.stream().readAllBytes()).isEqualTo(plain);
        }
    }

    @Example
    void twoSealsOfTheSameDiffer() {
        try (var key = ObjectKey.random()) {
            assertThat(key.seal(new byte[10], BODY).bytes())
                    .isNotEqualTo(key.seal(new byte[10], BODY).bytes());
        }
    }

    @Example
    void aThirtyMegabyteObjectStreams() throws IOException {
        var plain = random(30 << 20, 1);
        try (var key = ObjectKey.random()) {
            var out = new ByteArrayOutputStream(32 << 20);
            try (var sealer = key.sealer(BODY, out)) {
                sealer.write(plain);
            }
            try (var stream = key.reader(BODY, SealedSource.of(out.toByteArray())).stream()) {
                assertThat(stream.available()).isEqualTo(plain.length);
                assertThat(stream.skip(1 << 20)).isEqualTo(1 << 20);
                assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(plain, 1 << 20, plain.length));
            }
        }
    }

    private static byte[] random(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
