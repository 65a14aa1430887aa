/** Copies of the audit log's signed checkpoints, outside the database. Start at {@link org.wardpost.app.audit.CheckpointCopies}. Not here: the chain (vault), its rows (store). */
@NullMarked
package org.wardpost.app.audit;

import org.jspecify.annotations.NullMarked;
