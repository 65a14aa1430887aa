package org.wardpost.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.app.admin.AdminCalls;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.app.admin.DirectCalls;
import org.wardpost.app.admin.SocketCalls;
import org.wardpost.app.audit.CheckpointTarget;
import org.wardpost.identity.operation.KeyStatus;
import org.wardpost.identity.operation.ListAliases;
import org.wardpost.identity.operation.ListBackups;
import org.wardpost.identity.operation.ListDomains;
import org.wardpost.identity.operation.ListGroups;
import org.wardpost.identity.operation.ListUsers;
import org.wardpost.identity.operation.Nothing;

/** What the store itself knows: whether it opens, its backups, and where its audit log is vouched for. */
final class StoreChecks {
    private static final Duration OLD = Duration.ofDays(7);
    private final Installation installation;
    private final Clock clock;

    StoreChecks(Installation installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
    }

    /**
     * What was found, and what the clock is compared with.
     * @param newestBackup null: none
     */
    record Look(List<Finding> findings, @Nullable Instant newestBackup) {}

    /** Asks the server that runs, or opens the store of one that does not. */
    Look look() {
        var running = SocketCalls.find(installation.data());
        try (AdminCalls calls = running.isPresent() ? running.get() : DirectCalls.open(installation)) {
            var keys = calls.call("key.status", Nothing.NOTHING, KeyStatus.Output.class);
            var backups = calls.call("backup.list", Nothing.NOTHING, ListBackups.Output.class)
                    .backups();
            var newest = backups.isEmpty() ? null : backups.getFirst().made();
            return new Look(
                    List.of(
                            Finding.good(
                                    "store and root key",
                                    "open with root key " + keys.rootVersion()
                                            + (running.isPresent() ? "; a server runs" : "; no server runs")),
                            postmaster(calls),
                            recovery(keys.recovery()),
                            backup(newest)),
                    newest);
        } catch (StartException | CommandFailed e) {
            return new Look(List.of(Finding.bad("store and root key", String.valueOf(e.getMessage()))), null);
        }
    }

    /** RFC 5321 §4.5.1. */
    private static Finding postmaster(AdminCalls calls) {
        var known = new HashSet<String>();
        calls.call("alias.list", Nothing.NOTHING, ListAliases.Output.class)
                .aliases()
                .forEach(alias -> known.add(alias.alias()));
        calls.call("user.list", Nothing.NOTHING, ListUsers.Output.class).users().stream()
                .filter(ListUsers.User::enabled)
                .forEach(user -> known.add(user.address()));
        calls.call("group.list", Nothing.NOTHING, ListGroups.Output.class)
                .groups()
                .forEach(group -> known.add(group.address()));
        var without = calls.call("domain.list", Nothing.NOTHING, ListDomains.Output.class).domains().stream()
                .filter(domain -> !known.contains("postmaster@" + domain))
                .toList();
        return without.isEmpty()
                ? Finding.good("postmaster", "each domain has one")
                : Finding.warning(
                        "postmaster",
                        "Nobody reads what other servers' operators write to postmaster@" + without.getFirst()
                                + ", and each mail server has to take it: wardpost alias add postmaster@"
                                + without.getFirst() + " SOMEBODY");
    }

    private static Finding recovery(Optional<String> authority) {
        return authority
                .map(shares -> Finding.good("recovery authority", shares))
                .orElseGet(() -> Finding.warning(
                        "recovery authority",
                        "There is none, so whoever loses the root key loses all mail. Keep two copies of the key folder, or run:"
                                + " wardpost key add-recovery --threshold 3 --shares 5"));
    }

    private Finding backup(@Nullable Instant newest) {
        if (newest == null) {
            return Finding.warning(
                    "backup",
                    "This server never made one: wardpost backup DIR, each night, to another machine's disk.");
        }
        var age = Duration.between(newest, clock.instant());
        return age.compareTo(OLD) > 0
                ? Finding.warning(
                        "backup", "The newest is " + age.toDays() + " days old: wardpost backup DIR, each night.")
                : Finding.good("backup", "the newest was made " + newest);
    }

    List<Finding> copies() {
        var targets = installation.settings().audit().targets();
        if (targets.isEmpty()) {
            return List.of(Finding.warning(
                    "audit copies",
                    "Checkpoints of the audit log are kept nowhere else, so nobody would see that its end was cut off: set"
                            + " audit.copies, best to another machine."));
        }
        var findings = new ArrayList<Finding>();
        for (var target : targets) {
            findings.add(
                    switch (target) {
                        case CheckpointTarget.AppendedFile(var file) -> file(file);
                        case CheckpointTarget.LocalSyslog(var socket) ->
                            Files.exists(socket)
                                    ? Finding.good("audit copies", target + " takes them")
                                    : Finding.bad(
                                            "audit copies",
                                            "Nobody listens at " + socket
                                                    + ": start the syslog, or change audit.copies.");
                        case CheckpointTarget.RemoteSyslog _, CheckpointTarget.Mailbox _ ->
                            Finding.good("audit copies", "sent to " + target);
                    });
        }
        return List.copyOf(findings);
    }

    private Finding file(Path file) {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder) || !Files.isWritable(Files.exists(file) ? file : folder)) {
            return Finding.bad(
                    "audit copies",
                    file + " cannot be written by " + System.getProperty("user.name")
                            + ": make its folder, and let that user append to it.");
        }
        try {
            return Files.getFileStore(folder).equals(Files.getFileStore(installation.data()))
                    ? Finding.warning(
                            "audit copies",
                            file
                                    + " lies on the disk of the data: whoever cuts the log there cuts the copy. Put it elsewhere.")
                    : Finding.good("audit copies", "appended to " + file);
        } catch (IOException e) {
            return Finding.warning("audit copies", "It cannot be seen on which disk " + file + " lies.");
        }
    }
}
