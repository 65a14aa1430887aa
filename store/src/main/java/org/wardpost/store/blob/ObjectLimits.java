package org.wardpost.store.blob;

import java.nio.file.Path;

/**
 * Sizes of objects.
 * @param spoolFolder for sealed temp objects, on the file system of the blobs so that one becomes a blob by its name alone
 * @param inlineBytes sealed bodies up to this length lie in a row
 * @param memoryBytes heap that all objects being received may use together; above it they go to temp objects at once
 */
public record ObjectLimits(Path spoolFolder, int inlineBytes, long memoryBytes) {}
