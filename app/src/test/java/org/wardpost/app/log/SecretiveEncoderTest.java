package org.wardpost.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.wardpost.app.StartException;

class SecretiveEncoderTest {
    private static final String SECRET = "ann@ward.example";
    private final SecretiveEncoder encoder = new SecretiveEncoder();

    private String line(String logger, String pattern, Throwable thrown, Object... arguments) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var event = new LoggingEvent("here", context.getLogger(logger), Level.INFO, pattern, thrown, arguments);
        event.setMDCPropertyMap(Map.of("user", SECRET, "mailbox", SECRET, "protocol", "IMAP", "ip", "192.0.2.7"));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void aConstantPatternIsPrintedWithPseudonymsForItsArguments() {
        encoder.pseudonyms(text -> "u:" + Integer.toHexString(text.hashCode()));
        var line = line(
                "org.apache.james.smtpserver.SendMailHandler",
                "Successfully spooled mail {} from {} of {} bytes",
                null,
                "Mail1",
                SECRET,
                812);
        assertThat(line)
                .contains("Successfully spooled mail u:")
                .contains("of 812 bytes")
                .contains("protocol=IMAP ip=192.0.2.7")
                .doesNotContain("ann")
                .doesNotContain("Mail1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.james.imap",
                "org.apache.mailet",
                "org.jooq",
                "org.postgresql",
                "io.netty",
                "reactor",
                "javax.mail",
                "com.anybody"
            })
    void aTextPutTogetherAtRunTimeIsWithheld(String logger) {
        var line = line(logger, "Cannot open mailbox of " + SECRET.toUpperCase(java.util.Locale.ROOT), null);
        assertThat(line).contains("(text withheld)").doesNotContainIgnoringCase("ann@");
        assertThat(line(logger, "Cannot open mailbox of " + SECRET.toUpperCase(java.util.Locale.ROOT), null))
                .as("also the second time")
                .contains("(text withheld)");
    }

    @Test
    void anExceptionIsItsClassAndFramesOnly() {
        var thrown = new IllegalStateException("no mailbox for " + SECRET, new java.io.IOException(SECRET));
        assertThat(line("org.apache.james.imap", "failed", thrown))
                .contains("java.lang.IllegalStateException\n")
                .contains("caused by java.io.IOException\n")
                .contains("SecretiveEncoderTest")
                .doesNotContain(SECRET);
    }

    @Test
    void whatIsOursSpeaksForItself() {
        assertThat(line("org.wardpost.app.wiring.Server", "Stopped in {} ms", null, 31))
                .contains("Stopped in 31 ms");
        assertThat(line("org.wardpost.app.x", "failed", new StartException("The disk is full.")))
                .contains("StartException: The disk is full.");
    }

    @Test
    void aLineStaysOneLine() {
        assertThat(line("org.wardpost.app.x", "first\nsecond {}", null, "a\r\nFAKE 2026 line")
                        .lines())
                .hasSize(1);
    }

    @Test
    void anArgumentThatFailsLosesNoLine() {
        var failing = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException(SECRET);
            }
        };
        assertThat(line("org.apache.james.imap", "seen {}", null, failing))
                .contains("seen ?")
                .doesNotContain(SECRET);
    }

    @Test
    void onlyLiteralsAreConstants() {
        assertThat(SecretiveEncoder.isConstant("a literal {}")).isTrue();
        assertThat(SecretiveEncoder.isConstant(new String("a literal {}"))).isFalse();
        assertThat(SecretiveEncoder.isConstant(String.join(" ", "put", "together")))
                .isFalse();
    }
}
