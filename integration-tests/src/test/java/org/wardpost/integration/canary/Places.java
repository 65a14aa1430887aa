package org.wardpost.integration.canary;

import java.nio.file.Path;
import java.util.List;
import org.wardpost.integration.RunningServer.Folders;

/** Every place where octets of the product reach a disk. Whoever makes a new one adds it here. */
final class Places {
    private Places() {}

    /** Data folder (database, its log, sealed objects, queue, admin socket), temporary folder, what the server printed. */
    static List<Path> of(Folders folders) {
        return List.of(folders.data(), folders.temp(), folders.log());
    }

    /** What an operator has it write besides: key folder, copies of the audit log, backups. */
    static List<Path> besides(Folders folders) {
        return List.of(folders.keys(), auditCopies(folders), backup(folders));
    }

    static Path auditCopies(Folders folders) {
        return folders.root().resolve("checkpoints");
    }

    static Path backup(Folders folders) {
        return folders.root().resolve("backup");
    }

    /** Folders beside ours that a library may use without asking, read only for files newer than the start of the test. */
    static List<Path> foreign() {
        return List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));
    }
}
