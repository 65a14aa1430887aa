package org.wardpost.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.store.StoreFault;
import org.wardpost.vault.Ids;
import org.wardpost.vault.TamperedException;

/** What a place for sealed objects promises; S3-compatible storage will run it too. */
interface BlobStoreContract {
    BlobStore blobs();

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Path file(Path folder, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(UUID.randomUUID().toString()), bytes);
    }

    @Test
    default void aBlobIsReadAtAnyPlace(@TempDir Path folder) throws IOException {
        var bytes = random(200_000);
        var name = Ids.random();
        blobs().put(name, file(folder, bytes));
        var source = blobs().open(name);
        assertThat(source.length()).isEqualTo(200_000);
        var part = new byte[1000];
        source.read(123_456, part, 10, 900);
        assertThat(Arrays.copyOfRange(part, 10, 910)).isEqualTo(Arrays.copyOfRange(bytes, 123_456, 124_356));
        assertThatThrownBy(() -> source.read(199_999, part, 0, 2)).isInstanceOf(TamperedException.class);
    }

    @Test
    default void theFileThatWasPutStaysAndMayGo(@TempDir Path folder) throws IOException {
        var name = Ids.random();
        var file = file(folder, random(10));
        blobs().put(name, file);
        Files.delete(file);
        assertThat(blobs().open(name).length()).isEqualTo(10);
    }

    @Test
    default void aNameIsTakenOnce(@TempDir Path folder) throws IOException {
        var name = Ids.random();
        blobs().put(name, file(folder, random(10)));
        assertThatThrownBy(() -> blobs().put(name, file(folder, random(20)))).isInstanceOf(StoreFault.class);
        assertThat(blobs().open(name).length()).isEqualTo(10);
    }

    @Test
    default void aDeletedBlobIsGoneAndDeletingIsRepeatable(@TempDir Path folder) throws IOException {
        var kept = Ids.random();
        var deleted = Ids.random();
        blobs().put(kept, file(folder, random(10)));
        blobs().put(deleted, file(folder, random(10)));
        blobs().delete(deleted);
        blobs().delete(deleted);
        assertThatThrownBy(() -> blobs().open(deleted)).isInstanceOf(TamperedException.class);
        var names = new ArrayList<UUID>();
        blobs().names(names::add);
        assertThat(names).contains(kept).doesNotContain(deleted);
    }
}
