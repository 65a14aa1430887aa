/**
 * A log that cannot be changed unseen: events are chained by hashes, and the chain is signed in short steps. Start at
 * {@link org.wardpost.vault.audit.AuditChain}. Not here: where it is stored (a port, {@link org.wardpost.vault.audit.ChainStorage}).
 */
@NullMarked
package org.wardpost.vault.audit;

import org.jspecify.annotations.NullMarked;
