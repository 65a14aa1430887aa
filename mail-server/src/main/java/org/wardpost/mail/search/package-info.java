/**
 * Searching without a full-text index. Start at {@link org.wardpost.mail.search.SealedSearchIndex}. Promises: flags, sizes and dates are
 * answered from the view; headers from the sealed summaries; bodies are opened last, and only of what is left. Substrings match as IMAP wants
 * it, without regard to case, in decoded text. Not here: the grammar of SEARCH (imap), an index (module index).
 */
@NullMarked
package org.wardpost.mail.search;

import org.jspecify.annotations.NullMarked;
