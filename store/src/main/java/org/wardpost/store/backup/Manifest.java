package org.wardpost.store.backup;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.AccountPublicKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.SigningKey;

/**
 * What an archive consists of: lines of ASCII, the last one account 0's signature over those before it (docs/formats.md, "Backups").
 *
 * @param tables sorted by name
 * @param sequences the next number of each
 * @param objects how many files of large objects, and what their list hashes to
 */
record Manifest(
        UUID id,
        UUID tenant,
        Instant made,
        int schema,
        List<Table> tables,
        Map<String, Long> sequences,
        ObjectFiles objects) {
    static final String FIRST_LINE = "wardpost-backup 1";
    private static final byte[] LABEL = "wardpost/1/backup\0".getBytes(StandardCharsets.US_ASCII);
    private static final String SIGNATURE = "signature ";
    private static final String NAME = "[a-z][a-z0-9_]{0,62}";

    record Table(String name, long rows, HashedFile.Sum sum) {}

    record ObjectFiles(long count, long bytes, HashedFile.Sum list) {}

    /** A manifest that was read, and what signs it; not believed before {@link #requireSignedBy}. */
    record Signed(Manifest manifest, byte[] signed, byte[] signature) {
        void requireSignedBy(AccountPublicKey server) {
            if (!SigningKey.verify(server.ed25519(), labelled(signed), signature)) {
                throw new ArchiveException(
                        "The manifest of the backup is not signed by the server that it says it is from:"
                                + " it was changed. Take another backup.");
            }
        }
    }

    String signedBy(AccountKey server) {
        var body = body();
        return body + SIGNATURE
                + HexFormat.of().formatHex(server.sign(labelled(body.getBytes(StandardCharsets.US_ASCII)))) + "\n";
    }

    private String body() {
        var text = new StringBuilder(FIRST_LINE).append('\n');
        text.append("id ").append(hex(id)).append('\n');
        text.append("tenant ").append(hex(tenant)).append('\n');
        text.append("made ").append(made).append('\n');
        text.append("schema ").append(schema).append('\n');
        for (var table : tables) {
            text.append("table ")
                    .append(table.name)
                    .append(' ')
                    .append(table.rows)
                    .append(' ')
                    .append(line(table.sum))
                    .append('\n');
        }
        new TreeMap<>(sequences)
                .forEach((name, next) -> text.append("sequence ")
                        .append(name)
                        .append(' ')
                        .append(next)
                        .append('\n'));
        text.append("objects ")
                .append(objects.count)
                .append(' ')
                .append(objects.bytes)
                .append(' ');
        return text.append(line(objects.list)).append('\n').toString();
    }

    /** @throws ArchiveException if it is no manifest of a version that is known here */
    static Signed parse(String text) {
        int last = text.lastIndexOf("\n" + SIGNATURE);
        if (!text.startsWith(FIRST_LINE + "\n") || last < 0) {
            throw new ArchiveException(
                    text.startsWith("wardpost-backup ")
                            ? "The backup was written by a newer Wardpost: restore it with that version."
                            : "The file \"manifest\" is not the manifest of a backup of Wardpost.");
        }
        try {
            var body = text.substring(0, last + 1);
            var signature = HexFormat.of()
                    .parseHex(text.substring(last + 1 + SIGNATURE.length()).strip());
            return new Signed(parseBody(body), body.getBytes(StandardCharsets.US_ASCII), signature);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException damaged) {
            throw new ArchiveException("The file \"manifest\" of the backup is damaged.");
        }
    }

    private static Manifest parseBody(String body) {
        var fields = new TreeMap<String, String>();
        var tables = new ArrayList<Table>();
        var sequences = new TreeMap<String, Long>();
        for (var line : body.lines().skip(1).toList()) {
            var words = line.split(" ");
            switch (words[0]) {
                case "table" -> tables.add(new Table(name(words[1]), Long.parseLong(words[2]), sum(words, 3)));
                case "sequence" -> sequences.put(name(words[1]), Long.parseLong(words[2]));
                default -> fields.put(words[0], line.substring(words[0].length() + 1));
            }
        }
        var objects = fields.getOrDefault("objects", "").split(" ");
        return new Manifest(
                id(fields.getOrDefault("id", "")),
                id(fields.getOrDefault("tenant", "")),
                Instant.parse(fields.getOrDefault("made", "")),
                Integer.parseInt(fields.getOrDefault("schema", "")),
                List.copyOf(tables),
                Map.copyOf(sequences),
                new ObjectFiles(Long.parseLong(objects[0]), Long.parseLong(objects[1]), sum(objects, 2)));
    }

    private static String name(String text) {
        if (!text.matches(NAME)) {
            throw new IllegalArgumentException(); // it becomes part of a path and of a statement
        }
        return text;
    }

    private static HashedFile.Sum sum(String[] words, int at) {
        return new HashedFile.Sum(Long.parseLong(words[at]), words[at + 1]);
    }

    private static String line(HashedFile.Sum sum) {
        return sum.bytes() + " " + sum.sha256();
    }

    private static UUID id(String hex) {
        return Ids.of(HexFormat.of().parseHex(hex));
    }

    private static String hex(UUID id) {
        return HexFormat.of().formatHex(Ids.bytes(id));
    }

    private static byte[] labelled(byte[] body) {
        var both = new byte[LABEL.length + body.length];
        System.arraycopy(LABEL, 0, both, 0, LABEL.length);
        System.arraycopy(body, 0, both, LABEL.length, body.length);
        return both;
    }
}
