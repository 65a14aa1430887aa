/** The audit log: events sealed in the commit of what they tell, chained and signed within a second. Start at {@link org.wardpost.store.audit.AuditLog}. Not here: how the chain is made (vault). */
@NullMarked
package org.wardpost.store.audit;

import org.jspecify.annotations.NullMarked;
