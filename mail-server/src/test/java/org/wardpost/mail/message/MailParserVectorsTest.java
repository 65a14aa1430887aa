package org.wardpost.mail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The structures that Stalwart's mail-parser expects: kinds and octet offsets of each part, with LF and with CRLF. */
class MailParserVectorsTest {
    /** Where we decide otherwise, and why. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("malformed/000", "parts whose header has no blank line are parts (Dovecot agrees)"),
            Map.entry("malformed/001", "the boundary of an outer multipart ends the inner one (RFC 2046 §5.1.2)"),
            Map.entry(
                    "malformed/004",
                    "the whole line is the boundary line, whatever follows the boundary (RFC 2046 §5.1.1)"),
            Map.entry("malformed/007", "a part whose header has no blank line is a part"),
            Map.entry("malformed/008", "the boundary of an outer multipart ends the inner one"),
            Map.entry("malformed/009", "the boundary of an outer multipart ends the inner one"),
            Map.entry("malformed/011", "the boundary of an outer multipart ends the inner one"),
            Map.entry("malformed/012", "the boundary of an outer multipart ends the inner one"),
            Map.entry("malformed/016", "of boundaries that begin with each other the longest counts"),
            Map.entry("malformed/019", "a multipart that nothing ends goes on to the end"),
            Map.entry("malformed/020", "of two Content-Type fields the first counts"),
            Map.entry("malformed/021", "of two Content-Type fields the first counts"),
            Map.entry("malformed/022", "what is said to be a message is one, however little is in it"),
            Map.entry(
                    "rfc/008",
                    "a message in base64 (forbidden, RFC 2046 §5.2.1) is not decoded: its parts have no offsets"),
            Map.entry("thirdparty/005", "a boundary stands at the beginning of a line"),
            Map.entry("thirdparty/015", "a part whose header has no blank line is a part"));

    private record Seen(long header, long body, long end, String kind) {}

    @TestFactory
    Stream<DynamicTest> partsLieWhereTheyAreExpected() throws IOException {
        return expectations().stream()
                .filter(file -> !OTHERWISE.containsKey(name(file)))
                .map(file -> dynamicTest(
                        file.toString(), () -> assertThat(found(file)).isEqualTo(expected(file))));
    }

    @Test
    void thereAreAllOfThem() throws IOException {
        assertThat(expectations()).hasSize(106);
        assertThat(expectations().stream().map(MailParserVectorsTest::name)).containsAll(OTHERWISE.keySet());
    }

    private static List<Path> expectations() throws IOException {
        try (var files = Files.walk(MailVectors.folder().resolve("mail-parser/eml"))) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getParent().getFileName() + "/"
                + file.getFileName().toString().substring(0, 3);
    }

    private static List<Seen> expected(Path file) throws IOException {
        var parts = new ArrayList<Seen>();
        expect(new ObjectMapper().readTree(file.toFile()).get("parts"), 0, parts);
        return parts;
    }

    private static void expect(JsonNode parts, int id, List<Seen> out) {
        var part = parts.get(id);
        var body = part.get("body");
        var kind = body.fieldNames().next();
        out.add(new Seen(
                part.get("offset_header").asLong(),
                part.get("offset_body").asLong(),
                part.get("offset_end").asLong(),
                switch (kind) {
                    case "Multipart" -> "multipart";
                    case "Message" -> "message";
                    default -> "leaf";
                }));
        if (kind.equals("Multipart")) {
            body.get(kind).forEach(child -> expect(parts, child.asInt(), out));
        } else if (kind.equals("Message")) {
            expect(body.get(kind).get("parts"), 0, out);
        }
    }

    private static List<Seen> found(Path file) {
        var sample = MailVectors.read(
                file.resolveSibling(file.getFileName().toString().substring(0, 3) + ".eml"));
        var asExpected = file.toString().endsWith(".crlf.json") ? sample.asOnTheWire() : sample.asInAFile();
        var parts = new ArrayList<Seen>();
        find(Parsed.message(asExpected.bytes()).root(), parts);
        return parts;
    }

    private static void find(Part part, List<Seen> out) {
        var kind = part.isMultipart() ? "multipart" : part.message().isPresent() ? "message" : "leaf";
        out.add(new Seen(part.headerStart(), part.bodyStart(), part.end(), kind));
        part.children().forEach(child -> find(child, out));
        part.message().ifPresent(embedded -> find(embedded.root(), out));
    }
}
