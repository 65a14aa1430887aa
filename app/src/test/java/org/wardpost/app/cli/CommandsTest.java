package org.wardpost.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.app.Commands;
import org.wardpost.app.Installation;
import org.wardpost.app.admin.AdminJson;
import org.wardpost.app.admin.AdminSocket;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.app.wiring.Operations;

/** The command line as a person types it, on a stopped server and on one that runs. */
class CommandsTest {
    @TempDir
    Path root;

    private Installation installation;

    private record Ran(int code, String out, String err) {
        JsonNode json() {
            try {
                return AdminJson.MAPPER.readTree(out);
            } catch (IOException e) {
                throw new AssertionError(out, e);
            }
        }
    }

    @BeforeEach
    void anInstallation() {
        installation = Installation.find(null, root.resolve("data"), root.resolve("keys"), null);
        OpenStore.open(installation, OpenStore.IfNew.MAKE, Clock.systemUTC()).close();
        assertThat(run("domain", "add", "Ward.example")).isEqualTo(new Ran(0, "Added the domain ward.example.\n", ""));
    }

    private Ran run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--data",
                root.resolve("data").toString(),
                "--keys",
                root.resolve("keys").toString()));
        return bare(all.toArray(String[]::new));
    }

    private static Ran bare(String... words) {
        var out = System.out;
        var err = System.err;
        var toOut = new ByteArrayOutputStream();
        var toErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
        try {
            var code = Commands.execute(words);
            return new Ran(code, toOut.toString(StandardCharsets.UTF_8), toErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void whatIsDoneOnAStoppedServerIsThereOnARunningOneAndTheOtherWayRound() {
        var password = run("user", "add", "ann@ward.example", "--name", "Ann", "--quota", "1GiB", "--json")
                .json()
                .get("password")
                .asText();
        assertThat(password).hasSize(23);
        try (var open = OpenStore.open(installation, OpenStore.IfNew.REFUSE, Clock.systemUTC());
                var _ = AdminSocket.open(installation.data(), Operations.over(open))) {
            assertThat(run("user", "list", "--json")
                            .json()
                            .get("users")
                            .get(0)
                            .get("quotaBytes")
                            .asLong())
                    .isEqualTo(1L << 30);
            assertThat(run("alias", "add", "sister@ward.example", "ann@ward.example")
                            .code())
                    .isZero();
            var made = run("device-password", "add", "ann@ward.example", "phone", "--protocol", "imap,smtp", "--json")
                    .json();
            assertThat(run("device-password", "list", "ann@ward.example").out())
                    .contains("phone")
                    .doesNotContain(made.get("password").asText());
            assertThat(run("user", "add", "ann@ward.example"))
                    .isEqualTo(new Ran(1, "", "wardpost: The account ann@ward.example is there already.\n"));
        }
        assertThat(run("alias", "list").out()).contains("sister@ward.example  ann@ward.example");
    }

    @Test
    void theAdminSocketIsForTheServersUserOnly() throws IOException {
        try (var open = OpenStore.open(installation, OpenStore.IfNew.REFUSE, Clock.systemUTC());
                var _ = AdminSocket.open(installation.data(), Operations.over(open))) {
            var socket = installation.data().resolve("run/admin.sock");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
        }
        assertThat(installation.data().resolve("run/admin.sock")).doesNotExist();
    }

    @Test
    void theSocketOfAKilledServerIsNoServer() throws IOException {
        Files.createDirectories(
                installation.data().resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(installation.data().resolve("run/admin.sock"));
        assertThat(run("domain", "list").code()).isZero();
    }

    @Test
    void passwordsComeFromFilesNeverFromTheCommandLine() throws IOException {
        var file = Files.writeString(root.resolve("password"), "correct horse 7\n");
        assertThat(run("user", "add", "ann@ward.example", "--password-file", file.toString())
                        .out())
                .isEqualTo("Added the account ann@ward.example.\n");
        assertThat(run("password", "set", "ann@ward.example", "secret").code()).isEqualTo(2);
        Files.writeString(file, "short\n");
        assertThat(run("password", "set", "ann@ward.example", "--password-file", file.toString())
                        .err())
                .contains("The password is too short");
    }

    @Test
    void whatCannotBeUndoneIsAskedFor() {
        run("user", "add", "ann@ward.example");
        assertThat(run("user", "remove", "ann@ward.example").err()).contains("add --yes");
        assertThat(run("user", "list").out()).contains("ann@ward.example");
        assertThat(run("user", "remove", "ann@ward.example", "--yes").code()).isZero();
        assertThat(run("user", "list").out()).contains("There is no account yet");
    }

    @Test
    void keysAreShownOnlyWhenOneInsists() {
        assertThat(run("key", "status", "--json").json().get("rootVersion").asInt())
                .isEqualTo(1);
        assertThat(run("key", "export-root").code()).isEqualTo(1);
        assertThat(run("key", "export-root", "--yes").out()).matches("[0-9a-f]{64}\n");
    }

    @Test
    void aPseudonymIsResolved() {
        run("user", "add", "ann@ward.example");
        String pseudonym;
        try (var open = OpenStore.open(installation, OpenStore.IfNew.REFUSE, Clock.systemUTC())) {
            pseudonym = open.store().keys().server().pseudonym("ann@ward.example");
        }
        assertThat(run("pseudonym", "resolve", pseudonym)).isEqualTo(new Ran(0, "ann@ward.example\n", ""));
        assertThat(run("pseudonym", "resolve", "u:000000000000").code()).isEqualTo(1);
    }

    @Test
    void wrongWordsEndWithTwoAndHelpWithZero() {
        assertThat(bare("serve", "--no-such-option").code()).isEqualTo(2);
        assertThat(bare("domain").code()).isEqualTo(2);
        assertThat(bare("nonsense").code()).isEqualTo(2);
        for (var command : List.of(
                "serve",
                "quickstart",
                "domain",
                "user",
                "alias",
                "password",
                "device-password",
                "key",
                "queue",
                "import",
                "backup",
                "restore",
                "shred",
                "export",
                "verify",
                "doctor",
                "pseudonym",
                "completion")) {
            var help = bare(command, "--help");
            assertThat(help.code()).as(command).isZero();
            assertThat(help.out()).contains("Usage: wardpost " + command);
        }
        assertThat(bare("completion").out()).contains("complete -F _complete_wardpost");
    }

    @Test
    void foldersThatDoNotFitAreSaidSo() throws IOException {
        assertThat(bare(
                                "user",
                                "list",
                                "--data",
                                root.resolve("none").toString(),
                                "--keys",
                                root.resolve("none2").toString())
                        .err())
                .contains("There is no installation in");
        assertThat(root.resolve("none")).doesNotExist();
        assertThat(bare(
                                "user",
                                "list",
                                "--data",
                                root.resolve("data").toString(),
                                "--keys",
                                root.resolve("data/keys").toString())
                        .err())
                .contains("lie in one another");
        assertThat(bare(
                                "user",
                                "list",
                                "--data",
                                root.resolve("data").toString(),
                                "--keys",
                                root.resolve("none2").toString())
                        .err())
                .contains("No new key is made");
        assertThat(bare(
                                "user",
                                "list",
                                "--data",
                                root.resolve("none").toString(),
                                "--keys",
                                root.resolve("keys").toString())
                        .err())
                .contains("the data folder")
                .contains("is empty");
        Files.setPosixFilePermissions(root.resolve("keys"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run("user", "list").err()).contains("has mode rwxr-xr-x").contains("Run: chmod 700");
    }
}
