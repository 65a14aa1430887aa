package org.wardpost.mail.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file of {@code src/test/resources/imap}, each with an account of its own. */
class GoldenExchangesTest {
    private static final Path FOLDER = Path.of("src/test/resources/imap");
    private static ImapFixture server;

    @BeforeAll
    static void start() {
        server = ImapFixture.onH2();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> exchanges() throws IOException {
        return Files.list(FOLDER)
                .filter(f -> f.toString().endsWith(".txt"))
                .sorted()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> new GoldenExchange(
                                        Files.readAllLines(file, StandardCharsets.ISO_8859_1),
                                        server,
                                        server.newPerson())
                                .play()));
    }
}
