package org.wardpost.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.wardpost.vault.Ids;

/** Which node this is, the same after a restart: a random id in the data folder. */
final class NodeId {
    private NodeId() {}

    static UUID of(Path dataFolder) {
        var file = dataFolder.resolve("node");
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip());
            }
            var id = Ids.random();
            Files.writeString(file, id + "\n");
            return id;
        } catch (IOException | IllegalArgumentException failed) {
            throw StoreFault.of("reading the node's id", failed);
        }
    }
}
