/** What a mailbox looks like at one modseq, as an immutable value shared by all sessions. Start at {@link org.wardpost.store.view.ViewCache}. */
@NullMarked
package org.wardpost.store.view;

import org.jspecify.annotations.NullMarked;
