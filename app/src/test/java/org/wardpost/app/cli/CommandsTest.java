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
    void aGroupHasMembersAndIsNoUser() {
        run("user", "add", "ann@ward.example");
        run("user", "add", "bob@ward.example");
        assertThat(run("group", "list").out()).contains("There is no group yet");
        assertThat(run("group", "add", "Ward3@ward.example", "ann@ward.example", "--name", "Ward 3", "--send-as")
                        .out())
                .isEqualTo("Added the group ward3@ward.example with 1 member(s).\n");
        try (var open = OpenStore.open(installation, OpenStore.IfNew.REFUSE, Clock.systemUTC());
                var _ = AdminSocket.open(installation.data(), Operations.over(open))) {
            assertThat(run("group", "member", "add", "ward3@ward.example", "bob@ward.example", "--rights", "srl")
                            .code())
                    .isZero();
            var members = run("group", "list", "--json").json().at("/groups/0/members");
            assertThat(members.toString())
                    .isEqualTo("[{\"address\":\"ann@ward.example\",\"rights\":\"lrswipkxte\",\"sending\":\"as\"},"
                            + "{\"address\":\"bob@ward.example\",\"rights\":\"lrs\",\"sending\":\"none\"}]");
            assertThat(run("user", "list").out()).doesNotContain("ward3");
            assertThat(run("group", "member", "remove", "ward3@ward.example", "bob@ward.example")
                            .out())
                    .isEqualTo("Removed 1 member(s) of ward3@ward.example.\n");
        }
        assertThat(run("group", "member", "list", "ward3@ward.example").out())
                .contains("ann@ward.example  lrswipkxte  as")
                .doesNotContain("bob");
        assertThat(run("group", "remove", "ward3@ward.example").err()).contains("add --yes");
        assertThat(run("user", "remove", "ward3@ward.example", "--yes").err()).contains("is a group");
        assertThat(run("group", "remove", "ward3@ward.example", "--yes").code()).isZero();
        assertThat(run("group", "list", "--json").out()).isEqualTo("{\"groups\":[]}\n");
    }

    @Test
    void aDelegateIsNamedForOneKindOfSending() {
        run("user", "add", "ann@ward.example");
        run("user", "add", "bob@ward.example");
        var words = List.of("user", "delegate", "add", "ann@ward.example", "bob@ward.example");
        assertThat(run(words.toArray(String[]::new)).err()).contains("--send-as or --send-on-behalf");
        var both = new ArrayList<>(words);
        both.addAll(List.of("--send-as", "--send-on-behalf"));
        assertThat(run(both.toArray(String[]::new)).code()).isEqualTo(2);
        var one = new ArrayList<>(words);
        one.add("--send-on-behalf");
        assertThat(run(one.toArray(String[]::new)).out())
                .isEqualTo("bob@ward.example may send on behalf of ann@ward.example.\n");
        assertThat(run("user", "delegate", "list", "bob@ward.example", "--json").out())
                .contains("\"writesFor\":[{\"address\":\"ann@ward.example\",\"sending\":\"on-behalf\"}]");
        assertThat(run("user", "delegate", "remove", "ann@ward.example", "bob@ward.example")
                        .code())
                .isZero();
        assertThat(run("user", "delegate", "remove", "ann@ward.example", "bob@ward.example")
                        .err())
                .contains("is no delegate of ann@ward.example");
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
                "group",
                "password",
                "device-password",
                "key",
                "unlock",
                "queue",
                "import",
                "backup",
                "restore",
                "shred",
                "export",
                "verify",
                "audit",
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
