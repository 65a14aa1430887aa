/** Sealed objects: bytes that are written once and shared by reference. Start at {@link org.wardpost.store.blob.ObjectSpool} to make one and
 * {@link org.wardpost.store.blob.BlobStore} for where large ones lie. Promises: what is named by a commit is on the disk before it. Not here: keys (vault). */
@NullMarked
package org.wardpost.store.blob;

import org.jspecify.annotations.NullMarked;
