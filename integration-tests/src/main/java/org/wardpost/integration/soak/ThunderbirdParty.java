package org.wardpost.integration.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.MailboxState;

/**
 * Debian's Thunderbird, without a window, in a profile of its own: it checks for mail, downloads headers and moves messages from
 * INBOX to another folder, driven by scripts that run inside it. It lives through every restart of the server. It calls a move
 * whose connection died a success, so a message counts as moved once a later look at the server shows it in the other folder.
 */
final class ThunderbirdParty implements Party {
    static final String BOX = "Ward";
    private static final int AT_ONCE = 5;
    private final RunningServer server;
    private final Mailbox mailbox;
    private final Path folder;
    private final Set<String> moved = new TreeSet<>();
    private final Set<String> unconfirmed = new TreeSet<>();
    private @Nullable Process thunderbird;
    private @Nullable Marionette marionette;
    private int port;
    private int finished;
    private int interrupted;
    private String lastFailure = "";

    ThunderbirdParty(RunningServer server, RunningServer.MailAccount account, Path folder) {
        this.server = server;
        this.folder = folder;
        mailbox = new Mailbox(server, account);
    }

    @Override
    public String name() {
        return "Thunderbird, reads and moves";
    }

    @Override
    public void prepare() throws IOException {
        mailbox.empty();
        try (var imap = mailbox.login()) {
            imap.command("CREATE " + BOX).ok();
            imap.command("SUBSCRIBE " + BOX).ok();
        }
        var profile = Files.createDirectories(folder.resolve("profile"));
        port = freePort();
        Files.writeString(profile.resolve("user.js"), """
                user_pref("marionette.port", %d);
                user_pref("mail.provider.suppress_dialog_on_startup", true);
                user_pref("mailnews.start_page.enabled", false);
                user_pref("datareporting.policy.dataSubmissionEnabled", false);
                user_pref("network.connectivity-service.enabled", false);
                user_pref("offline.autoDetect", false);
                user_pref("app.update.enabled", false);
                """.formatted(port));
        var builder = new ProcessBuilder(
                        "thunderbird",
                        "--headless",
                        "--no-remote",
                        "--marionette",
                        "--remote-allow-system-access",
                        "--profile",
                        profile.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("thunderbird.log").toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("MOZ_LOG", "timestamp,rotate:200,IMAP:4"); // who said what, if logs disagree
        builder.environment().put("MOZ_LOG_FILE", folder.resolve("imap.log").toString());
        thunderbird = builder.start();
        Patience.until(this::connect);
        var made = run(
                "account.js",
                List.of(
                        server.port("imaps"),
                        mailbox.account().address(),
                        mailbox.account().password(),
                        Files.readString(server.ca()).replaceAll("-----.*-----|\\s", "")));
        if (!made.asText().equals("made")) throw new IOException("Thunderbird: " + made);
    }

    private void connect() {
        try {
            marionette = new Marionette(port);
        } catch (IOException notYet) {
            throw new AssertionError("Thunderbird does not listen", notYet);
        }
    }

    private JsonNode run(String script, List<Object> arguments) throws IOException {
        var connected = marionette;
        if (connected == null) throw new IOException("Thunderbird was not started");
        var file = RunningServer.projectRoot().resolve("integration-tests/soak/thunderbird/" + script);
        try {
            return connected.run(Files.readString(file), arguments);
        } catch (IOException outOfStep) {
            connected.close();
            Patience.until(this::connect);
            throw outOfStep;
        }
    }

    @Override
    public void work(Round round) {
        while (!round.over()) {
            JsonNode answer;
            try {
                answer = run("move.js", List.of("INBOX", BOX, AT_ONCE));
            } catch (IOException outOfStep) {
                interrupted++;
                lastFailure = outOfStep.toString();
                continue;
            }
            if (answer.has("failed") || round.over()) {
                interrupted++;
                lastFailure = answer.path("failed").asText();
            } else {
                finished++;
                var shown = ids(answer.get("to"));
                shown.removeAll(ids(answer.get("from")));
                unconfirmed.retainAll(shown);
                moved.addAll(unconfirmed);
                unconfirmed.clear();
                unconfirmed.addAll(ids(answer.get("moved")));
            }
            round.pause(Duration.ofSeconds(2));
        }
    }

    /** What it moved is where it was moved to, and what it shows is what is there. */
    @Override
    public void check() {
        Patience.until(() -> {
            try {
                var answer = run("move.js", List.of("INBOX", BOX, 0));
                if (answer.has("failed")) throw new AssertionError("Thunderbird: " + answer.get("failed"));
                try (var imap = mailbox.login()) {
                    var there = MailboxState.read(imap, List.of("INBOX", BOX));
                    compare("INBOX", answer.get("from"), there);
                    compare(BOX, answer.get("to"), there);
                    var target = there.box(BOX).values().stream()
                            .map(MailboxState.Entry::id)
                            .toList();
                    var lost = new TreeSet<>(moved);
                    lost.removeAll(target);
                    if (!lost.isEmpty()) throw new AssertionError("Thunderbird: moved and not there: " + lost);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> ids(JsonNode subjects) {
        var ids = new ArrayList<String>();
        subjects.forEach(subject -> ids.add(subject.asText().replace("test ", "")));
        return ids;
    }

    private static void compare(String name, JsonNode shown, MailboxState there) {
        Mailbox.same(
                "what Thunderbird shows of " + name + " and what is there",
                Mailbox.counted(ids(shown)),
                Mailbox.counted(there.box(name).values().stream()
                        .map(MailboxState.Entry::id)
                        .toList()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String done() {
        return "%d messages moved in %d runs, %d more cut off or failed (last: %s)"
                .formatted(moved.size(), finished, interrupted, lastFailure.isEmpty() ? "none" : lastFailure);
    }

    @Override
    public void close() {
        if (thunderbird == null) return;
        thunderbird.descendants().forEach(ProcessHandle::destroy);
        thunderbird.destroy();
    }
}
