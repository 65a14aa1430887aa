/** What an operator can do about mail that waits. Each file is one {@link org.wardpost.identity.operation.Operation}. */
@NullMarked
package org.wardpost.mail.operation;

import org.jspecify.annotations.NullMarked;
