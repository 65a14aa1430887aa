package org.wardpost.store.audit;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.ChainStorage;
import org.wardpost.vault.audit.Checkpoint;
import org.wardpost.vault.audit.Checkpoint.ChainHead;
import org.wardpost.vault.audit.SignerCertificate;

/** A node's chain in the database: links beside the events, checkpoints and signing keys in tables of their own. */
final class SqlChainStorage implements ChainStorage {
    private static final Duration ANCHOR = Duration.ofHours(1);
    private static final Sql CHECKPOINT =
            new Sql("insert into audit_checkpoint (account, node, number, at, checkpoint) values (?, ?, ?, ?, ?)");
    private static final Sql NO_CHECKPOINT =
            new Sql("delete from audit_checkpoint where account = ? and node = ? and number = ? and at = ?");
    private static final Sql LAST_CHECKPOINT = new Sql(
            "select checkpoint from audit_checkpoint where account = ? and node = ? order by number desc, at desc limit 1");
    private static final Sql CHECKPOINTS =
            new Sql("select checkpoint from audit_checkpoint where account = ? and node = ? order by number, at");
    private static final Sql ALL_CHECKPOINTS = new Sql(
            "select node, number, at, checkpoint from audit_checkpoint where account = ? order by node, number");
    private static final Sql OLD_SEEDS = new Sql("select s.node from audit_signer s where s.account = ?"
            + " and s.seed is not null and exists (select n.number from audit_signer n"
            + " where n.account = s.account and n.node = s.node and n.number > s.number)");
    private static final Sql ALL_SIGNERS =
            new Sql("select node, number, certificate from audit_signer where account = ? order by node, number");
    private static final Sql SIGNER =
            new Sql("insert into audit_signer (account, node, number, certificate, seed)" + " values (?, ?, ?, ?, ?)");
    private static final Sql LAST_SIGNER = new Sql("select certificate, seed from audit_signer"
            + " where account = ? and node = ? order by number desc limit 1");
    private static final Sql SIGNERS =
            new Sql("select certificate from audit_signer where account = ? and node = ? order by number");
    private static final Sql FORGET_SEEDS =
            new Sql("update audit_signer set seed = null where account = ? and node = ? and number < ?");

    private final Transactions transactions;
    private final AuditRows rows;
    private final UUID node;
    private final Anchor anchor;
    private final Clock clock;
    private Instant anchored;

    SqlChainStorage(Transactions transactions, AuditRows rows, UUID node, Anchor anchor, Clock clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.node = node;
        this.anchor = anchor;
        this.clock = clock;
        this.anchored = clock.instant();
    }

    @Override
    public List<Waiting> waiting(int most) {
        return transactions.read(tx -> rows.waiting(tx, node, most, tx.damage())).stream()
                .map(row -> new Waiting(row.id(), row.encoded()))
                .toList();
    }

    @Override
    public ChainHead head(UUID chain) {
        return transactions.read(tx -> head(tx, chain));
    }

    @Override
    public Map<UUID, ChainHead> otherHeads(UUID chain) {
        return transactions.read(tx -> {
            var heads = new HashMap<UUID, ChainHead>();
            rows.nodes(tx).stream()
                    .filter(other -> !other.equals(chain))
                    .forEach(other -> heads.put(other, head(tx, other)));
            return heads;
        });
    }

    @Override
    public void append(List<Chained> links) {
        transactions.run(tx -> links.forEach(link -> rows.link(tx, link.row(), link.link())));
    }

    @Override
    public Optional<Signer> signer(UUID chain) {
        return transactions.read(tx -> tx
                .list(LAST_SIGNER, b -> b.id(AccountId.SERVER.value()).id(chain), row -> {
                    var certificate = SignerCertificate.decode(row.bytes());
                    byte[] seed = row.optionalBytes();
                    if (seed == null) {
                        throw new TamperedException(chain, "The seed of the last signing key was taken away");
                    }
                    return new Signer(certificate, SealedBytes.ofStored(seed));
                })
                .stream()
                .findFirst());
    }

    @Override
    public void replaceSigner(Signer next) {
        var certificate = next.certificate();
        transactions.run(tx -> {
            tx.update(
                    SIGNER,
                    b -> b.id(AccountId.SERVER.value())
                            .id(certificate.chain())
                            .number(certificate.number())
                            .open(certificate.encoded())
                            .sealed(next.seed()));
            tx.update(
                    FORGET_SEEDS,
                    b -> b.id(AccountId.SERVER.value()).id(certificate.chain()).number(certificate.number()));
        });
    }

    @Override
    public Optional<Checkpoint> lastCheckpoint(UUID chain) {
        return transactions.read(tx -> tx
                .intact(
                        LAST_CHECKPOINT,
                        b -> b.id(AccountId.SERVER.value()).id(chain),
                        SqlChainStorage::checkpoint,
                        tx.damage())
                .stream()
                .findFirst());
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        var account = AccountId.SERVER.value();
        long number = checkpoint.number();
        long at = checkpoint.time().toEpochMilli();
        transactions.run(tx -> {
            // in the place of one that is damaged, or it would be in the way for ever
            tx.update(
                    NO_CHECKPOINT,
                    b -> b.id(account).id(checkpoint.chain()).number(number).number(at));
            tx.update(
                    CHECKPOINT,
                    b -> b.id(account)
                            .id(checkpoint.chain())
                            .number(number)
                            .number(at)
                            .open(checkpoint.encoded()));
        });
    }

    @Override
    public Optional<byte[]> anchor() {
        var now = clock.instant();
        if (now.isBefore(anchored.plus(ANCHOR))) {
            return Optional.empty();
        }
        anchored = now;
        return anchor.take();
    }

    List<Checkpoint> checkpoints(ReadTransaction tx, UUID chain) {
        return tx.list(CHECKPOINTS, b -> b.id(AccountId.SERVER.value()).id(chain), SqlChainStorage::checkpoint);
    }

    List<SignerCertificate> certificates(ReadTransaction tx, UUID chain) {
        return tx.list(
                SIGNERS, b -> b.id(AccountId.SERVER.value()).id(chain), row -> SignerCertificate.decode(row.bytes()));
    }

    private static Checkpoint checkpoint(Row row) throws SQLException {
        return Checkpoint.decode(row.bytes());
    }

    /** What is signed lies in one column; the others only find it, and must say the same. */
    long verify(ReadTransaction tx, Consumer<RuntimeException> bad) {
        var account = AccountId.SERVER.value();
        rows.waiting(tx, node, Integer.MAX_VALUE, bad);
        var checkpoints = tx.intact(
                ALL_CHECKPOINTS,
                b -> b.id(account),
                row -> same(row.id(), row.number(), row.number(), Checkpoint.decode(row.bytes())),
                bad);
        var signers = tx.intact(ALL_SIGNERS, b -> b.id(account), row -> same(row.id(), row.number(), row.bytes()), bad);
        tx.list(OLD_SEEDS, b -> b.id(account), Row::id)
                .forEach(node -> bad.accept(new TamperedException(node, "The seed of an earlier signing key is back")));
        return checkpoints.size() + signers.size();
    }

    private static boolean same(UUID node, long number, long at, Checkpoint signed) {
        if (!signed.chain().equals(node)
                || signed.number() != number
                || signed.time().toEpochMilli() != at) {
            throw new TamperedException(node, "A checkpoint of the audit log lies in another's place");
        }
        return true;
    }

    private static boolean same(UUID node, long number, byte[] encoded) {
        var certificate = SignerCertificate.decode(encoded);
        if (!certificate.chain().equals(node) || certificate.number() != number) {
            throw new TamperedException(node, "A signing key of the audit log lies in another's place");
        }
        return true;
    }

    private ChainHead head(ReadTransaction tx, UUID chain) {
        return rows.last(tx, chain).orElse(ChainHead.none());
    }
}
