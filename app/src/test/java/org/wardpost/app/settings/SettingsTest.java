package org.wardpost.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tomlj.Toml;
import org.wardpost.app.StartException;
import org.wardpost.mail.outgoing.OutgoingSettings.NextHop;

class SettingsTest {
    private static final Path SHIPPED = Path.of("../conf/wardpost.toml");

    @TempDir
    Path folder;

    private Settings read(String text) throws IOException {
        return Settings.read(Files.writeString(folder.resolve("wardpost.toml"), text));
    }

    @Test
    void theShippedFileSaysWhatTheProgramDoes() {
        assertThat(Settings.read(SHIPPED)).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void theShippedFileHasEverySettingWithItsReason() throws IOException {
        var shipped = Toml.parse(SHIPPED);
        var lines = Files.readAllLines(SHIPPED);
        for (var key : keys("", Settings.DEFAULT)) {
            var position = shipped.inputPositionOf(List.of(key.split("\\.")));
            assertThat(position).as(key).isNotNull();
            assertThat(explained(lines, position.line() - 1))
                    .as("a comment above " + key)
                    .isTrue();
        }
    }

    /** A comment stands above the setting, or above the one before it that it belongs to. */
    private static boolean explained(List<String> lines, int line) {
        for (var at = line - 1;
                at >= 0 && !lines.get(at).isBlank() && !lines.get(at).startsWith("[");
                at--) {
            if (lines.get(at).startsWith("#")) {
                return true;
            }
        }
        return lines.get(line).startsWith("[") && lines.get(line + 1).startsWith("#");
    }

    private static List<String> keys(String prefix, Record of) {
        var keys = new ArrayList<String>();
        for (var component : of.getClass().getRecordComponents()) {
            var key = prefix + SettingsBinder.key(component);
            var value = SettingsBinder.read(component, of);
            if (value instanceof Record nested) {
                keys.addAll(keys(key + ".", nested));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    @Test
    void whatIsSetIsSetAndTheRestKeepsItsDefault() throws IOException {
        var settings = read("""
                [smtp]
                message-bytes = "10MiB"
                [login.lockout]
                lock = "1h"
                [outgoing]
                smart-host = "relay.hospital.example:2525"
                tls = "required"
                retries = ["1s", "2s"]
                [outgoing.routes]
                "Lab.example" = "10.1.2.3:25"
                """);
        assertThat(settings.smtp().messageBytes()).isEqualTo(10L << 20);
        assertThat(settings.smtp().recipients())
                .isEqualTo(Settings.DEFAULT.smtp().recipients());
        assertThat(settings.login().lockout().lock()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.outgoing().smartHost()).contains(new NextHop("relay.hospital.example", 2525));
        assertThat(settings.outgoing().retries()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(settings.outgoing().routes()).isEqualTo(Map.of("lab.example", new NextHop("10.1.2.3", 25)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [smtp]\\nrecipient = 5            | line 2 | "recipient" is not a setting
            [smpt]\\nrecipients = 5           | line 1 | "smpt" is not a setting
            [smtp]\\n\\nrecipients = "many"   | line 3 | must be a whole number
            [smtp]\\nrecipients = -1          | line 2 | must be from 0
            [smtp]\\nrecipients = 5000000000  | line 2 | must be from 0
            [smtp]\\nidle = 5                 | line 2 | a time such as
            [smtp]\\nidle = "5 minutes"       | line 2 | must be a time
            [storage]\\nconnections = 1       | line 2 | must be from 2 to 200
            [outgoing]\\ntls = "always"       | line 2 | must be one of
            [outgoing]\\nsmart-host = "relay" | line 2 | must be a host and its port
            [log]\\nlevels = "INFO"           | line 2 | a list in brackets
            smtp = 5                          | line 1 | is a section
            [smtp\\nrecipients = 5            | line 1 | ''
            """)
    void whatIsWrongIsRefusedWithItsLine(String text, String line, String sentence) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("wardpost.toml, " + line)
                .hasMessageContaining(sentence);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Settings.read(folder.resolve("none.toml")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("none.toml");
    }

    @Test
    void aSecretComesFromTheFirstLineOfAFile() throws IOException {
        var file = Files.writeString(folder.resolve("secret"), "the first\nthe second\n");
        assertThat(Secrets.read("x.y-from", file.toString())).isEqualTo("the first".toCharArray());
        Files.writeString(file, "");
        assertThatThrownBy(() -> Secrets.read("x.y-from", file.toString()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> Secrets.read("x.y-from", "credential:none"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("LoadCredential=none");
        assertThatThrownBy(() -> Secrets.read("x.y-from", "env:NO_SUCH_VARIABLE_HERE"))
                .isInstanceOf(StartException.class);
    }
}
