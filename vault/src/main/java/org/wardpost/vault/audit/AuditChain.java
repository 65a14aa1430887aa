package org.wardpost.vault.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SigningKey;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.ChainStorage.Chained;
import org.wardpost.vault.audit.ChainStorage.Signer;
import org.wardpost.vault.audit.Checkpoint.ChainHead;

/**
 * Chains a node's audit events, and signs the chain's end each 100 events or 10 s. The signing key changes daily: the old one
 * certifies the new and its private half is deleted, so a later thief cannot sign the past anew. No thread of its own: the store
 * calls {@link #advance()} once a second. Used by one thread at a time.
 */
public final class AuditChain {
    /** After how many links a checkpoint is signed. */
    public static final int EVENTS = 100;
    /** After how long a chain that moved is signed. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int BATCH = 256;

    private final UUID chain;
    private final AccountKey server;
    private final ChainStorage storage;
    private final Consumer<Checkpoint> sink;
    private final Clock clock;
    private @Nullable ChainHead known;
    private Optional<Checkpoint> lastKnown = Optional.empty();

    /**
     * @param chain this node's chain
     * @param server account 0
     * @param sink gets every checkpoint after it was stored: syslog, a file, an auditor's mailbox
     */
    public AuditChain(UUID chain, AccountKey server, ChainStorage storage, Consumer<Checkpoint> sink, Clock clock) {
        this.chain = chain;
        this.server = server;
        this.storage = storage;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Chains what waits, and signs what is due.
     * @return how many events were chained
     */
    public int advance() {
        int all = 0;
        int some;
        do {
            some = chainSome();
            all += some;
            checkpoint(false);
        } while (some == BATCH);
        return all;
    }

    /** Chains what waits and signs the end whatever the time: at a clean stop, and before a backup. */
    public void conclude() {
        advance();
        checkpoint(true);
    }

    private int chainSome() {
        var waiting = storage.waiting(BATCH);
        if (waiting.isEmpty()) {
            return 0;
        }
        var head = head();
        var links = new ArrayList<Chained>(waiting.size());
        var now = clock.instant();
        for (var event : waiting) {
            var link = new ChainLink(
                    chain,
                    head.number() + 1,
                    Instant.ofEpochMilli(now.toEpochMilli()),
                    head.hash(),
                    ChainHash.of(event.event()));
            links.add(new Chained(event.row(), link));
            head = new ChainHead(link.number(), link.hash());
        }
        known = null; // until it is stored: after a failure the store is asked again
        storage.append(links);
        known = head;
        return links.size();
    }

    private void checkpoint(boolean now) {
        var head = head();
        var last = last();
        var anchor = storage.anchor();
        long news = head.number() - last.map(Checkpoint::number).orElse(0L);
        boolean due = news >= EVENTS || (news > 0 && (now || isOld(last))) || anchor.isPresent();
        if (!due) {
            return;
        }
        var signer = today(head);
        try (var key = opened(signer)) {
            var unsigned = new Checkpoint(
                    chain,
                    head.number(),
                    Instant.ofEpochMilli(clock.millis()),
                    head.hash(),
                    signer.certificate().number(),
                    storage.otherHeads(chain),
                    anchor.orElse(new byte[32]),
                    new byte[64]);
            var signed = new Checkpoint(
                    chain,
                    unsigned.number(),
                    unsigned.time(),
                    unsigned.head(),
                    unsigned.signer(),
                    unsigned.others(),
                    unsigned.anchor(),
                    key.sign(unsigned.signed()));
            storage.checkpoint(signed);
            lastKnown = Optional.of(signed);
            sink.accept(signed);
        }
    }

    /** This chain has one writer, so a quiet second asks the store for nothing but what waits. */
    private ChainHead head() {
        var head = known != null ? known : storage.head(chain);
        known = head;
        return head;
    }

    private Optional<Checkpoint> last() {
        if (lastKnown.isEmpty()) {
            lastKnown = storage.lastCheckpoint(chain);
        }
        return lastKnown;
    }

    private boolean isOld(Optional<Checkpoint> last) {
        return last.isEmpty() || !last.get().time().plus(INTERVAL).isAfter(clock.instant());
    }

    private Signer today(ChainHead head) {
        long day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
        var old = storage.signer(chain);
        if (old.isPresent() && old.get().certificate().day() >= day && opens(old.get())) {
            return old.get();
        }
        long number = old.map(signer -> signer.certificate().number()).orElse(0L) + 1;
        try (var fresh = SigningKey.random()) {
            var unsigned = new SignerCertificate(chain, number, day, head.number(), fresh.publicKey(), new byte[64]);
            var certificate = new SignerCertificate(
                    chain, number, day, head.number(), fresh.publicKey(), vouch(old, unsigned.signed()));
            var next = new Signer(certificate, fresh.seal(server, seedContext(number)));
            storage.replaceSigner(next);
            return next;
        }
    }

    private byte[] vouch(Optional<Signer> old, byte[] statement) {
        if (old.isEmpty() || !opens(old.get())) {
            return server.sign(
                    statement); // also in place of a key whose seed was damaged, or nothing would be signed any more
        }
        try (var key = opened(old.get())) {
            return key.sign(statement);
        }
    }

    /** @throws TamperedException if the seed of the last signing key is not what was written */
    public void checkSigner() {
        storage.signer(chain).ifPresent(signer -> opened(signer).close());
    }

    private boolean opens(Signer signer) {
        try {
            opened(signer).close();
            return true;
        } catch (TamperedException damaged) {
            return false;
        }
    }

    private SigningKey opened(Signer signer) {
        return SigningKey.open(server, seedContext(signer.certificate().number()), signer.seed());
    }

    /** The object id of a seed's seal: the chain's, its last eight bytes xored with the certificate's number. */
    private ObjectContext seedContext(long number) {
        var id = new UUID(chain.getMostSignificantBits(), chain.getLeastSignificantBits() ^ number);
        return new ObjectContext(server.tenant(), ObjectType.KEY, Part.RECORD, id);
    }
}
