/** What an operator, auditor or nurse can do, one file each. Start at {@link org.wardpost.identity.operation.Operation}. Every operation
 * has a name, a role and an audit event; the command line and, later, the portal are faces of it. */
@NullMarked
package org.wardpost.identity.operation;

import org.jspecify.annotations.NullMarked;
