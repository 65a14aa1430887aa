package org.wardpost.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.SigningKey;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.ChainVerifier.Result.Broken;
import org.wardpost.vault.audit.ChainVerifier.Result.Intact;
import org.wardpost.vault.audit.Checkpoint.ChainHead;

class AuditChainTest {
    private static final Instant START = Instant.parse("2026-11-24T20:00:00Z");

    private final UUID node = Ids.random();
    private final AccountKey server = AccountKey.random(Ids.random(), new UUID(0, 0), 1);
    private final InMemory storage = new InMemory();
    private final List<Checkpoint> sent = new ArrayList<>();
    private final MovingClock clock = new MovingClock();
    private final AuditChain chain = new AuditChain(node, server, storage, sent::add, clock);

    private void happens(int events) {
        for (int i = 0; i < events; i++) {
            storage.add(AuditEvent.of(clock.instant(), "user.add", "operator", "ann@ward", Map.of("n", "" + i)));
        }
    }

    private ChainVerifier.Result verify() {
        return verify(storage.checkpoints);
    }

    private ChainVerifier.Result verify(List<Checkpoint> checkpoints) {
        var verifier = new ChainVerifier(node, server.publicKey(), checkpoints);
        for (int i = 0; i < storage.links.size(); i++) {
            verifier.link(ChainLink.decode(storage.links.get(i).encoded()), storage.events.get(i));
        }
        return verifier.finish(storage.certificates);
    }

    @Test
    void everythingIsChainedAndSignedInSteps() {
        happens(250);
        assertThat(chain.advance()).isEqualTo(250);
        assertThat(sent)
                .singleElement()
                .satisfies(point -> assertThat(point.number()).isEqualTo(250));
        happens(99);
        chain.advance();
        assertThat(sent).hasSize(1);
        clock.forward(Duration.ofSeconds(10));
        chain.advance();
        assertThat(sent).hasSize(2);
        assertThat(verify()).isEqualTo(new Intact(349, 349));
    }

    @Test
    void aQuietServerSignsNothing() {
        clock.forward(Duration.ofHours(5));
        chain.advance();
        chain.conclude();
        assertThat(sent).isEmpty();
        assertThat(verify()).isEqualTo(new Intact(0, 0));
    }

    @Test
    void aCleanStopSignsTheEnd() {
        happens(100);
        chain.advance();
        happens(3);
        chain.conclude();
        assertThat(sent.getLast().number()).isEqualTo(103);
    }

    @Test
    void theSigningKeyChangesDailyAndTheOldPrivateHalfIsGone() {
        for (int day = 0; day < 3; day++) {
            happens(120);
            chain.advance();
            clock.forward(Duration.ofDays(1));
        }
        assertThat(storage.certificates)
                .hasSize(3)
                .extracting(SignerCertificate::number)
                .containsExactly(1L, 2L, 3L);
        assertThat(storage.seedsKept).isEqualTo(1);
        assertThat(verify()).isEqualTo(new Intact(360, 360));
    }

    @Test
    void anAnchorIsSignedEvenWithoutEvents() {
        happens(100);
        chain.advance();
        storage.anchor = Optional.of(filled(7));
        chain.advance();
        assertThat(sent.getLast().anchor()).isEqualTo(filled(7));
        assertThat(verify()).isEqualTo(new Intact(100, 100));
    }

    @Test
    void aChangedEventIsNamed() {
        happens(50);
        chain.conclude();
        storage.events.get(20)[40] ^= 1;
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.number()).isEqualTo(21));
    }

    @Test
    void aMissingLinkIsNamed() {
        happens(50);
        chain.conclude();
        storage.links.remove(10);
        storage.events.remove(10);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.number()).isEqualTo(11));
    }

    @Test
    void aPastThatWasMadeAnewIsSeen() {
        happens(50);
        chain.conclude();
        var forged = AuditEvent.of(START, "nothing.happened", "", "", Map.of()).encoded();
        storage.events.set(49, forged);
        var last = storage.links.get(49);
        storage.links.set(49, new ChainLink(node, 50, last.time(), last.previous(), ChainHash.of(forged)));
        assertThat(verify()).isInstanceOf(Broken.class);
    }

    @Test
    void anEndThatWasCutOffShowsAgainstACopyOfTheCheckpoints() {
        happens(150);
        chain.conclude();
        while (storage.links.size() > 100) {
            storage.links.removeLast();
            storage.events.removeLast();
        }
        assertThat(verify(List.of())).isEqualTo(new Intact(0, 100));
        assertThat(verify(sent))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.number()).isEqualTo(101));
    }

    @Test
    void aCheckpointOfAStrangersKeyIsRefused() {
        happens(100);
        chain.conclude();
        var good = storage.checkpoints.getLast();
        try (var stranger = SigningKey.random()) {
            var bad = new Checkpoint(
                    node,
                    good.number(),
                    good.time(),
                    good.head(),
                    good.signer(),
                    good.others(),
                    good.anchor(),
                    stranger.sign(good.signed()));
            assertThat(verify(List.of(bad))).isInstanceOf(Broken.class);
        }
    }

    @Test
    void aSigningKeyThatNobodyVouchedForIsRefused() {
        happens(100);
        chain.conclude();
        try (var stranger = SigningKey.random()) {
            var c = storage.certificates.getFirst();
            storage.certificates.set(
                    0, new SignerCertificate(node, 1, c.day(), c.after(), stranger.publicKey(), c.signature()));
            assertThat(verify()).isInstanceOf(Broken.class);
        }
    }

    @Test
    void theirBytesComeBack() {
        happens(100);
        storage.others.put(Ids.random(), new ChainHead(5, filled(5)));
        chain.conclude();
        assertThat(Checkpoint.decode(sent.getLast().encoded())).isEqualTo(sent.getLast());
        assertThat(SignerCertificate.decode(storage.certificates.getFirst().encoded()))
                .isEqualTo(storage.certificates.getFirst());
        var event = AuditEvent.of(START.plusNanos(7), "x", "ä", "", Map.of("b", "2", "a", "1"));
        assertThat(AuditEvent.decode(event.encoded())).isEqualTo(event);
        assertThat(event.toString()).doesNotContain("ä");
        assertThatThrownBy(() -> AuditEvent.decode(new byte[40])).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> Checkpoint.decode(new byte[40])).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> ChainLink.decode(new byte[40])).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> SignerCertificate.decode(new byte[40])).isInstanceOf(TamperedException.class);
    }

    private static byte[] filled(int value) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static final class MovingClock extends Clock {
        private Instant now = START;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class InMemory implements ChainStorage {
        private final LinkedHashMap<UUID, byte[]> waiting = new LinkedHashMap<>();
        private final List<ChainLink> links = new ArrayList<>();
        private final List<byte[]> events = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private final List<SignerCertificate> certificates = new ArrayList<>();
        private final Map<UUID, ChainHead> others = new LinkedHashMap<>();
        private Optional<Signer> signer = Optional.empty();
        private Optional<byte[]> anchor = Optional.empty();
        private int seedsKept;

        void add(AuditEvent event) {
            waiting.put(Ids.random(), event.encoded());
        }

        @Override
        public List<Waiting> waiting(int most) {
            return waiting.entrySet().stream()
                    .limit(most)
                    .map(e -> new Waiting(e.getKey(), e.getValue()))
                    .toList();
        }

        @Override
        public ChainHead head(UUID chain) {
            return links.isEmpty()
                    ? ChainHead.none()
                    : new ChainHead(links.getLast().number(), links.getLast().hash());
        }

        @Override
        public Map<UUID, ChainHead> otherHeads(UUID chain) {
            return others;
        }

        @Override
        public void append(List<Chained> chained) {
            for (var one : chained) {
                events.add(waiting.remove(one.row()));
                links.add(one.link());
            }
        }

        @Override
        public Optional<Signer> signer(UUID chain) {
            return signer;
        }

        @Override
        public void replaceSigner(Signer next) {
            signer = Optional.of(next);
            seedsKept = 1;
            certificates.add(next.certificate());
        }

        @Override
        public Optional<Checkpoint> lastCheckpoint(UUID chain) {
            return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.getLast());
        }

        @Override
        public void checkpoint(Checkpoint checkpoint) {
            checkpoints.add(checkpoint);
        }

        @Override
        public Optional<byte[]> anchor() {
            var now = anchor;
            anchor = Optional.empty();
            return now;
        }
    }
}
