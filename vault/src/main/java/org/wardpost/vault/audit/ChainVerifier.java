package org.wardpost.vault.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wardpost.vault.AccountPublicKey;
import org.wardpost.vault.SigningKey;
import org.wardpost.vault.audit.Checkpoint.ChainHead;

/**
 * Reads a chain from its first link and says whether anything was changed, left out or put in. Links come one by one; then
 * {@link #finish} compares the certificates and checkpoints, also those that an auditor kept outside.
 */
public final class ChainVerifier {
    /** What was found. */
    public sealed interface Result {
        /** Nothing was changed up to there.
         * @param signed the last link that a checkpoint covers
         * @param links all links */
        record Intact(long signed, long links) implements Result {}

        /** Something was.
         * @param number the first link or certificate that does not fit
         * @param why a plain sentence */
        record Broken(long number, String why) implements Result {}
    }

    private final UUID chain;
    private final AccountPublicKey server;
    private final List<Checkpoint> checkpoints;
    private final Set<Long> wanted;
    private final Map<Long, byte[]> signed = new HashMap<>();
    private ChainHead head = ChainHead.none();
    private Result.@org.jspecify.annotations.Nullable Broken broken;

    /**
     * @param server account 0's public key
     * @param checkpoints from the store and from outside, in any order
     */
    public ChainVerifier(UUID chain, AccountPublicKey server, List<Checkpoint> checkpoints) {
        this.chain = chain;
        this.server = server;
        this.checkpoints = checkpoints.stream()
                .sorted(java.util.Comparator.comparingLong(Checkpoint::number))
                .toList();
        this.wanted = checkpoints.stream().map(Checkpoint::number).collect(Collectors.toUnmodifiableSet());
        this.signed.put(0L, ChainHead.none().hash());
    }

    /**
     * The next link and the event that it is for.
     * @param event its {@link AuditEvent#encoded()} as it was opened
     */
    public void link(ChainLink link, byte[] event) {
        if (broken != null) {
            return;
        }
        long number = head.number() + 1;
        if (!link.chain().equals(chain) || link.number() != number) {
            fail(number, "A link is missing.");
        } else if (!Arrays.equals(link.previous(), head.hash())) {
            fail(number, "The link before it was changed.");
        } else if (!Arrays.equals(link.event(), ChainHash.of(event))) {
            fail(number, "Its event was changed.");
        } else {
            head = new ChainHead(number, link.hash());
            if (wanted.contains(number)) {
                signed.put(number, head.hash());
            }
        }
    }

    /**
     * After the last link.
     * @param certificates of all signing keys, ascending
     */
    public Result finish(List<SignerCertificate> certificates) {
        var keys = broken == null ? checkedKeys(certificates) : Map.<Long, byte[]>of();
        long last = 0;
        for (var checkpoint : checkpoints) {
            if (broken != null) {
                break;
            }
            var key = keys.get(checkpoint.signer());
            if (key == null && checkpoint.chain().equals(chain) && checkpoint.number() > head.number()) {
                fail(
                        head.number() + 1,
                        "The end of the chain was cut off, and with it the key that signed link " + checkpoint.number()
                                + ".");
            } else if (!checkpoint.chain().equals(chain)
                    || key == null
                    || !SigningKey.verify(key, checkpoint.signed(), checkpoint.signature())) {
                fail(checkpoint.number(), "A checkpoint has no good signature.");
            } else if (checkpoint.number() > head.number()) {
                fail(
                        head.number() + 1,
                        "The end of the chain was cut off: " + checkpoint.number() + " links were signed.");
            } else if (!Arrays.equals(signed.get(checkpoint.number()), checkpoint.head())) {
                fail(checkpoint.number(), "It is not what was signed.");
            }
            last = checkpoint.number();
        }
        return broken != null ? broken : new Result.Intact(last, head.number());
    }

    private Map<Long, byte[]> checkedKeys(List<SignerCertificate> certificates) {
        var keys = new HashMap<Long, byte[]>();
        var by = server.ed25519();
        long number = 0;
        for (var certificate : certificates) {
            number++;
            if (!certificate.chain().equals(chain) || certificate.number() != number || !vouched(by, certificate)) {
                fail(certificate.after() + 1, "Signing key " + number + " was not vouched for by the one before.");
                return keys;
            }
            by = certificate.publicKey();
            keys.put(number, by);
        }
        return keys;
    }

    /** By the key before, or by account 0 where that one's seed was lost: it vouches for the first one too. */
    private boolean vouched(byte[] before, SignerCertificate certificate) {
        return SigningKey.verify(before, certificate.signed(), certificate.signature())
                || SigningKey.verify(server.ed25519(), certificate.signed(), certificate.signature());
    }

    private void fail(long number, String why) {
        broken = new Result.Broken(number, why);
    }
}
