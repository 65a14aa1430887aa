package org.wardpost.store.blob;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest implements BlobStoreContract {
    @TempDir
    Path root;

    private FileBlobs blobs;

    @BeforeEach
    void open() {
        blobs = new FileBlobs(root.resolve("objects"));
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }
}
